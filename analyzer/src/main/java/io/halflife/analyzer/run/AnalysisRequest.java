// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be analysed. What is empty is not restricted.
 *
 * @param asOf the run's clock; empty: now
 * @param decayRange window labels {@code A..B} to fit beside all windows; the empty string for none
 */
public record AnalysisRequest(
        Optional<String> model,
        Optional<String> version,
        Optional<String> environment,
        Optional<Instant> asOf,
        String decayRange) {

    /** Everything, now. */
    public static final AnalysisRequest EVERYTHING =
            new AnalysisRequest(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "");

    public AnalysisRequest {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(decayRange, "decayRange");
        if (version.isPresent() && model.isEmpty()) {
            throw new IllegalArgumentException("a version is named without its model");
        }
    }
}
