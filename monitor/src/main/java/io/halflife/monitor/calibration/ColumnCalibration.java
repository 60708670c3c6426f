// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.calibration;

import java.io.Serializable;

/**
 * What the reference's own windows say of one column.
 *
 * @param windows how many of them have an effect
 * @param effect what they hardly ever reach (STATISTICS §1.5); NaN below ten windows
 * @param designEffect so many rows are worth one, at least 1; NaN below ten windows
 */
public record ColumnCalibration(long windows, double effect, double designEffect)
        implements Serializable {

    public ColumnCalibration {
        if (windows < 0 || effect < 0 || designEffect < 1) {
            throw new IllegalArgumentException(
                    "not windows, effect >= 0 and design effect >= 1: "
                            + windows
                            + ", "
                            + effect
                            + ", "
                            + designEffect);
        }
    }

    public boolean hasEffect() {
        return !Double.isNaN(effect);
    }

    /** Whether rows are worth less than independent ones. */
    public boolean isDependent() {
        return designEffect > 1;
    }
}
