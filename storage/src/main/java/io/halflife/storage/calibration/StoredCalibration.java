// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.calibration;

import io.halflife.monitor.calibration.ReferenceCalibrations;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * What a reference says of itself, cut in one way.
 *
 * @param cut {@code ReferenceCut.key()}
 * @param zone of the season's hours
 * @param madeAt by the database's clock; null before it is stored
 */
public record StoredCalibration(
        long referenceId,
        String cut,
        ZoneId zone,
        ReferenceCalibrations calibrations,
        Instant madeAt) {

    public StoredCalibration {
        Objects.requireNonNull(cut, "cut");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(calibrations, "calibrations");
    }
}
