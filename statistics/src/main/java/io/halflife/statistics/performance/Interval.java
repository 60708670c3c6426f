// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import java.io.Serializable;

/**
 * A stretch of values that holds the true one with a stated confidence; closed. An end may be
 * infinite (no bound); both are NaN where no interval is honest.
 */
public record Interval(double low, double high) implements Serializable {

    /** No interval can be given. */
    public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    public Interval {
        if (low > high) {
            throw new IllegalArgumentException("interval is reversed: " + low + " > " + high);
        }
    }

    /** Whether there is an interval. */
    public boolean isKnown() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
