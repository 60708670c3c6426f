// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.model.VersionDefinition;
import java.time.Instant;
import java.util.Objects;

/**
 * A model version as it stands in the store.
 *
 * @param versionId key of {@code model_version}
 * @param modelId key of {@code model}
 * @param retiredAt null while it may receive predictions
 * @param strict whether its model refuses features that the signature does not know
 */
public record RegisteredVersion(
        int versionId,
        int modelId,
        VersionDefinition definition,
        Instant createdAt,
        Instant retiredAt,
        boolean strict) {

    public RegisteredVersion {
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
