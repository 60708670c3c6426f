// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.slo;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.time.Duration;

/**
 * How many requests a service answers in a second: N/Δt, exact up to the rounding of a quotient, a
 * relative error of 2⁻⁵². A definition of ours; its source is the International System of Units'
 * second, nothing statistical.
 */
public final class Throughput {

    private Throughput() {}

    /**
     * N/Δt; {@link Status#DEGENERATE} for a time that is not positive.
     *
     * @param requests counted in the same window, not negative
     */
    public static Figure perSecond(long requests, Duration time) {
        if (requests < 0) {
            throw new IllegalArgumentException("requests must not be negative, were " + requests);
        }
        return time.isNegative() || time.isZero()
                ? Figure.undefined(Status.DEGENERATE)
                : Figure.of(requests / Objective.seconds(time));
    }
}
