// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.rehearsal;

import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import java.util.Objects;

/** Whose results are replayed. */
public record RehearsedVersion(
        RegisteredModel model, RegisteredVersion version, String environment) {

    public RehearsedVersion {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
    }

    public VersionScope scope() {
        return new VersionScope(version.versionId(), environment);
    }

    String name() {
        return version.definition().id() + " in " + environment;
    }
}
