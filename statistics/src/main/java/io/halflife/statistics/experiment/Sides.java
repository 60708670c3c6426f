// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

/** Which differences count against the null hypothesis of no difference. */
public enum Sides {
    /** Only those in the direction that was announced: all of α lies in one tail. */
    ONE,
    /** Both directions: α/2 lies in each tail. The default. */
    TWO;

    /** The probability of one tail. */
    double tail(double alpha) {
        return this == ONE ? alpha : alpha / 2;
    }
}
