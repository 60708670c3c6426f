// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.figure;

import java.io.Serializable;
import java.util.Objects;

/**
 * A stretch of values that holds the true one with a stated confidence, or the reason why none is
 * honest.
 *
 * <p>Closed; an end may be infinite (no bound on that side). Law: the ends of a defined interval
 * are never NaN and never reversed. Immutable, safe for use by several threads.
 */
public final class Interval implements Serializable {

    private static final long serialVersionUID = 1L;

    private final double low;
    private final double high;
    private final Status status;

    private Interval(double low, double high, Status status) {
        this.low = low;
        this.high = high;
        this.status = status;
    }

    /**
     * The interval [low, high].
     *
     * @throws IllegalArgumentException for NaN, and for low above high
     */
    public static Interval of(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "not an interval, low must be at or below high: [" + low + ", " + high + "]");
        }
        return new Interval(low, high, Status.OK);
    }

    /**
     * No interval, for this reason.
     *
     * @throws IllegalArgumentException for {@link Status#OK}, which is no reason
     */
    public static Interval undefined(Status why) {
        if (Objects.requireNonNull(why, "why") == Status.OK) {
            throw new IllegalArgumentException("an undefined interval needs a reason, not OK");
        }
        return new Interval(Double.NaN, Double.NaN, why);
    }

    public boolean isDefined() {
        return status == Status.OK;
    }

    /** {@link Status#OK}, or why there is no interval. */
    public Status status() {
        return status;
    }

    /**
     * The lower end.
     *
     * @throws IllegalStateException when there is no interval, naming the status
     */
    public double low() {
        return lower().value();
    }

    /**
     * The upper end.
     *
     * @throws IllegalStateException when there is no interval, naming the status
     */
    public double high() {
        return upper().value();
    }

    /** The lower end as a figure, undefined where there is no interval. */
    public Figure lower() {
        return isDefined() ? Figure.of(low) : Figure.undefined(status);
    }

    /** The upper end as a figure, undefined where there is no interval. */
    public Figure upper() {
        return isDefined() ? Figure.of(high) : Figure.undefined(status);
    }

    /** Whether the interval exists and holds the value. */
    public boolean contains(double value) {
        return isDefined() && low <= value && value <= high;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Interval that
                && status == that.status
                && Double.compare(low, that.low) == 0
                && Double.compare(high, that.high) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(low, high, status);
    }

    @Override
    public String toString() {
        return isDefined() ? "[" + low + ", " + high + "]" : status.toString();
    }
}
