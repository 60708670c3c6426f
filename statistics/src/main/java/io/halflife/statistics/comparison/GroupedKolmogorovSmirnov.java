// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.math.BigInteger;

/**
 * {@link KolmogorovSmirnov} from tables of values and counts, whatever the counts add up to.
 *
 * <p>The same definition, null hypothesis and result; a distribution in memory holds at most 2⁶³ −
 * 1 values, tables that were added up over years and fleets need not. D = max|i·m − j·n|/(n·m) is
 * formed from whole numbers of any size and rounded once; the p-value is the asymptotic one at
 * n·m/(n + m), as above {@link KolmogorovSmirnov#EXACT_MAX}. A table without values: everything
 * {@link Status#INSUFFICIENT_DATA}. Counts of 0 are allowed and change nothing.
 *
 * <p>Slower than comparing distributions by some ten times: use it for what does not fit.
 *
 * <p>Source: as {@link KolmogorovSmirnov}.
 */
public final class GroupedKolmogorovSmirnov {

    private GroupedKolmogorovSmirnov() {}

    /**
     * Compares two tables. The arrays are neither kept nor changed.
     *
     * @param reference distinct values of the reference, ascending, without NaN
     * @param referenceCounts how often each occurs, 0 or more
     * @param current distinct current values, ascending, without NaN
     * @param currentCounts how often each occurs, 0 or more
     * @throws IllegalArgumentException naming the side, the place and the rule
     */
    public static KolmogorovSmirnov.Result compare(
            double[] reference, long[] referenceCounts, double[] current, long[] currentCounts) {
        Side first = new Side("reference", reference, referenceCounts);
        Side second = new Side("current", current, currentCounts);
        if (first.total.signum() == 0 || second.total.signum() == 0) {
            return KolmogorovSmirnov.Result.undefined(Status.INSUFFICIENT_DATA);
        }
        return new Walk(first, second).result();
    }

    /** One table, and how much of it lies at or below where the walk stands. */
    private static final class Side {

        private final double[] values;
        private final long[] counts;
        private final BigInteger total;
        private BigInteger passed = BigInteger.ZERO;
        private int next;

        Side(String name, double[] values, long[] counts) {
            check(name, values, counts);
            this.values = values;
            this.counts = counts;
            BigInteger sum = BigInteger.ZERO;
            for (long count : counts) {
                sum = sum.add(BigInteger.valueOf(count));
            }
            this.total = sum;
        }

        private static void check(String name, double[] values, long[] counts) {
            if (values.length != counts.length) {
                throw new IllegalArgumentException(
                        name + ": " + values.length + " values have " + counts.length + " counts");
            }
            for (int i = 0; i < values.length; i++) {
                if (counts[i] < 0) {
                    throw new IllegalArgumentException(
                            name + ": count " + i + " is " + counts[i] + ", not 0 or more");
                }
                if (Double.isNaN(values[i]) || (i > 0 && !(values[i - 1] < values[i]))) {
                    throw new IllegalArgumentException(
                            name
                                    + ": value "
                                    + i
                                    + " is "
                                    + values[i]
                                    + ", not above the one before");
                }
            }
        }

        boolean isDone() {
            return next == values.length;
        }

        double nextValue() {
            return isDone() ? Double.POSITIVE_INFINITY : values[next];
        }

        void passIfAt(double value) {
            if (!isDone() && values[next] == value) {
                passed = passed.add(BigInteger.valueOf(counts[next]));
                next++;
            }
        }
    }

    /** One pass over both tables. */
    private static final class Walk {

        private final Side first;
        private final Side second;
        private BigInteger largest = BigInteger.ZERO;
        private double location;
        private int sign;

        Walk(Side first, Side second) {
            this.first = first;
            this.second = second;
            location = Math.min(first.nextValue(), second.nextValue());
            while (!first.isDone() || !second.isDone()) {
                step(Math.min(first.nextValue(), second.nextValue()));
            }
        }

        private void step(double value) {
            first.passIfAt(value);
            second.passIfAt(value);
            BigInteger difference =
                    first.passed
                            .multiply(second.total)
                            .subtract(second.passed.multiply(first.total));
            if (difference.abs().compareTo(largest) > 0) {
                largest = difference.abs();
                location = value;
                sign = difference.signum();
            }
        }

        KolmogorovSmirnov.Result result() {
            double n = first.total.doubleValue();
            double m = second.total.doubleValue();
            // Dividing twice keeps the quotient of numbers that one double could not hold.
            double d = largest.doubleValue() / n / m;
            double effective = m / (n + m) * n;
            double p = KolmogorovTail.atEffectiveSize(effective, d);
            return new KolmogorovSmirnov.Result(
                    Figure.of(d),
                    Figure.of(p),
                    Figure.of(p),
                    Figure.of(KolmogorovTail.log10(effective, d, p)),
                    Figure.of(location),
                    sign);
        }
    }
}
