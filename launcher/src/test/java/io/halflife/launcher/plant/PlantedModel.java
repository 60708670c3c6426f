// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.plant;

import java.util.List;
import java.util.Objects;

/**
 * A model to plant.
 *
 * @param features numeric, but for the second, which has names
 * @param windows days that were judged, the last one 2026-03-31; at least 1
 * @param older days before those, of which only the first {@link #OLDER_FEATURES} features were
 *     judged
 * @param rows of a window
 * @param words what stands in every free text
 */
public record PlantedModel(
        String name,
        String version,
        List<String> features,
        int windows,
        int older,
        int rows,
        String words) {

    public static final int OLDER_FEATURES = 20;

    public PlantedModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        features = List.copyOf(features);
        Objects.requireNonNull(words, "words");
        if (windows < 1 || older < 0 || rows < 1) {
            throw new IllegalArgumentException(windows + ", " + older + ", " + rows);
        }
    }
}
