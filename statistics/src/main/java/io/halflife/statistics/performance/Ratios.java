// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.proportion.Wilson;

/** Shares of rows. */
final class Ratios {

    private Ratios() {}

    /** part/whole; of no rows undefined, because rows would make it exist. */
    static Figure ofData(long part, long whole) {
        return whole == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of((double) part / (double) whole);
    }

    /** Wilson's interval of part/whole, undefined when the share is. */
    static Interval interval(Figure share, long part, long whole, double confidence) {
        return share.isDefined()
                ? Wilson.interval(part, whole, confidence)
                : Interval.undefined(share.status());
    }
}
