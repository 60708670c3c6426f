// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which model, which version of it: the key of everything that is watched.
 *
 * @param model the registered model's name, 1 to 128 characters
 * @param version the version's name; text, although many registries count
 */
public record ModelVersion(String model, String version) implements Serializable {

    public ModelVersion {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
    }

    @Override
    public String toString() {
        return model + "/" + version;
    }
}
