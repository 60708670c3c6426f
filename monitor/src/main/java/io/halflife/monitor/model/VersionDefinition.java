// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A model version as it was registered.
 *
 * @param id model and version
 * @param signature its inputs
 * @param output what its output means
 * @param artifactDigest tells a redeploy from a new model; the empty string when not stated
 * @param training the period of the training data; each end may be null when not stated
 * @param sourceJson where it came from (registry, run), as the JSON object that was sent
 */
public record VersionDefinition(
        ModelVersion id,
        Signature signature,
        OutputSpec output,
        String artifactDigest,
        TrainingData training,
        String sourceJson) {

    public VersionDefinition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(artifactDigest, "artifactDigest");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(sourceJson, "sourceJson");
    }

    /** The period of the training data: its end starts the age clock. Ends may be null. */
    public record TrainingData(Instant start, Instant end) {
        public static final TrainingData UNKNOWN = new TrainingData(null, null);

        public Optional<Instant> knownEnd() {
            return Optional.ofNullable(end);
        }
    }
}
