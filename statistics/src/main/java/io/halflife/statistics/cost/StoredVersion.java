// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.cost;

import java.io.Serializable;

/**
 * A version of a model as it lies in a store.
 *
 * @param version its name, not blank
 * @param bytes of the model, not negative
 * @param metadataBytes of what is known about it, not negative
 * @param pinned whether it must stay at hand whatever its age: deployed, or kept by somebody's wish
 */
public record StoredVersion(String version, long bytes, long metadataBytes, boolean pinned)
        implements Serializable {

    public StoredVersion {
        if (version.isBlank()) {
            throw new IllegalArgumentException(
                    "version must not be blank, was \"" + version + "\"");
        }
        if (bytes < 0 || metadataBytes < 0) {
            throw new IllegalArgumentException(
                    "bytes and metadataBytes must not be negative, were "
                            + bytes
                            + " and "
                            + metadataBytes);
        }
    }
}
