// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.collector.directory.KnownVersion;

/**
 * Which fields a prediction has at a door.
 *
 * @param fixed the version that the path names; null where each item names its own
 * @param model its model's name; null like fixed
 * @param version its name; null like fixed
 * @param needsEventTime whether an item without event time is refused
 * @param takesActual whether an item may say what turned out true
 * @param columns what a row of features means that is no object; null where there are none such
 */
record PredictionForm(
        KnownVersion fixed,
        String model,
        String version,
        boolean needsEventTime,
        boolean takesActual,
        FeatureColumns columns) {

    /** Each item says whose it is. */
    static final PredictionForm MIXED = new PredictionForm(null, null, null, true, false, null);

    /** Predictions of one version. */
    static PredictionForm of(KnownVersion version, FeatureColumns columns) {
        return new PredictionForm(
                version, version.id().model(), version.id().version(), true, false, columns);
    }
}
