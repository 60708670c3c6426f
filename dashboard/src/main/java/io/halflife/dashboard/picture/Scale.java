// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

/** A linear mapping of values to places. */
record Scale(double from, double to, double first, double last) {

    Scale {
        if (!(from < to)) {
            throw new IllegalArgumentException("no range from " + from + " to " + to);
        }
    }

    double at(double value) {
        return first + (value - from) / (to - from) * (last - first);
    }

    boolean holds(double value) {
        return value >= from && value <= to;
    }
}
