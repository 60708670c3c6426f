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
        if (!decayRange.isEmpty() && !isRange(decayRange)) {
            throw new IllegalArgumentException(
                    "decay_range must be two window labels A..B, the earlier one first, not "
                            + decayRange);
        }
        if (version.isPresent() && model.isEmpty()) {
            throw new IllegalArgumentException("a version is named without its model");
        }
    }

    /** Labels sort as their windows do. */
    private static boolean isRange(String text) {
        int dots = text.indexOf("..");
        return dots > 0
                && dots + 2 < text.length()
                && text.substring(0, dots).compareTo(text.substring(dots + 2)) <= 0;
    }
}
