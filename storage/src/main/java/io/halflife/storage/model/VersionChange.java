// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.model.VersionDefinition.TrainingData;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is to change about a version; what is empty stays. The signature is not here: stored rows
 * rest on it.
 *
 * @param retired whether it takes no more predictions
 * @param artifactDigest taken where there is none yet
 */
public record VersionChange(
        Optional<Boolean> retired,
        OptionalDouble decisionThreshold,
        Optional<TrainingData> training,
        Optional<String> artifactDigest) {}
