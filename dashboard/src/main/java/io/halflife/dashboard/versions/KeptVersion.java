// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.cost.StoredVersion;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.size.VersionSize;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A version and what it takes.
 *
 * @param environments where it is in place now; a version that is stays at hand
 */
public record KeptVersion(RegisteredVersion version, VersionSize size, List<String> environments) {

    /** The member of a version's {@code source} that says how large its artifact is. */
    static final String ARTIFACT_BYTES = "artifact_bytes";

    public KeptVersion {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(size, "size");
        environments = List.copyOf(environments);
    }

    public String name() {
        return version.definition().id().version();
    }

    /** The size of the artifact as it was registered; empty where it was not, or is no size. */
    OptionalLong artifactBytes() {
        JsonNode bytes = Json.read(version.definition().sourceJson()).path(ARTIFACT_BYTES);
        return bytes.isIntegralNumber() && bytes.canConvertToLong() && bytes.longValue() >= 0
                ? OptionalLong.of(Math.min(bytes.longValue(), 1L << 50))
                : OptionalLong.empty();
    }

    /** For the plan: rows and artifact can go to an archive, the rest cannot. */
    StoredVersion stored() {
        return new StoredVersion(
                name(),
                artifactBytes().orElse(0) + size.rowBytes(),
                size.metadataBytes(),
                !environments.isEmpty());
    }
}
