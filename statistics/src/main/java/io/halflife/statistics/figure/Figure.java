// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.figure;

import java.io.Serializable;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * A number, or the reason why there is none.
 *
 * <p>Law: a defined figure is never NaN; an undefined one has no value at all, so that nobody takes
 * it for 0. An infinite value is a value. Immutable, safe for use by several threads.
 */
public final class Figure implements Serializable {

    private static final long serialVersionUID = 1L;

    private final double value;
    private final Status status;

    private Figure(double value, Status status) {
        this.value = value;
        this.status = status;
    }

    /**
     * A defined figure.
     *
     * @throws IllegalArgumentException for NaN: say why there is no number with {@link #undefined}
     */
    public static Figure of(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("a figure is a number, not NaN");
        }
        return new Figure(value, Status.OK);
    }

    /**
     * The quotient; {@link Status#DEGENERATE} for 0/0, which no data can mend, but infinite for any
     * other number over 0.
     */
    public static Figure ratio(double numerator, double denominator) {
        double quotient = numerator / denominator;
        return Double.isNaN(quotient) ? undefined(Status.DEGENERATE) : of(quotient);
    }

    /**
     * No number, for this reason.
     *
     * @throws IllegalArgumentException for {@link Status#OK}, which is no reason
     */
    public static Figure undefined(Status why) {
        if (Objects.requireNonNull(why, "why") == Status.OK) {
            throw new IllegalArgumentException("an undefined figure needs a reason other than OK");
        }
        return new Figure(Double.NaN, why);
    }

    public boolean isDefined() {
        return status == Status.OK;
    }

    /** {@link Status#OK}, or why there is no number. */
    public Status status() {
        return status;
    }

    /**
     * The number.
     *
     * @throws IllegalStateException when there is none, naming the status
     */
    public double value() {
        if (!isDefined()) {
            throw new IllegalStateException("no value: " + status);
        }
        return value;
    }

    /** The number, or this one when there is none. */
    public double orElse(double other) {
        return isDefined() ? value : other;
    }

    /** The number when there is one. */
    public OptionalDouble asOptional() {
        return isDefined() ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** The function of the number; undefined stays undefined for the same reason. */
    public Figure map(DoubleUnaryOperator function) {
        return isDefined() ? of(function.applyAsDouble(value)) : this;
    }

    /** Whether there is a number and it is below this bound. */
    public boolean isBelow(double bound) {
        return isDefined() && value < bound;
    }

    /** Whether there is a number and it is at or above this bound. */
    public boolean isAtLeast(double bound) {
        return isDefined() && value >= bound;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Figure that
                && status == that.status
                && Double.compare(value, that.value) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * status.hashCode() + Double.hashCode(value);
    }

    @Override
    public String toString() {
        return isDefined() ? Double.toString(value) : status.toString();
    }
}
