// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import java.util.Objects;

/** A version in an environment: staging never mixes with production. */
public record VersionScope(int versionId, String environment) {
    public VersionScope {
        Objects.requireNonNull(environment, "environment");
    }
}
