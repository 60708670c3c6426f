// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ExactProducts;
import java.io.Serializable;

/**
 * Wasserstein-1 (earth mover's) distance: how far values must move on average to turn one sample
 * into the other, ∫|F − G|dx.
 *
 * <p>The sum over neighbouring pooled values of |F − G|·gap, of the finite values only: infinities
 * are left out on both sides. In the unit of the values; divided by the reference's population
 * standard deviation σ it is comparable between features: a shift of the mean by 0.1σ gives 0.1. σ
 * = 0 gives 0 for equal samples, else NaN. A side without finite values: NaN. Sensitive to
 * outliers. Not a test: there is no p-value.
 *
 * <p>Source: Vallender 1974, doi:10.1137/1118101.
 */
public final class Wasserstein {

    private Wasserstein() {}

    /**
     * What the comparison gives.
     *
     * @param distance in the unit of the values
     * @param normalised distance/σ of the reference
     */
    public record Result(double distance, double normalised) implements Serializable {}

    /** Compares the current values with the reference. */
    public static Result compare(EmpiricalDistribution reference, EmpiricalDistribution current) {
        if (reference.moments().n() == 0 || current.moments().n() == 0) {
            return new Result(Double.NaN, Double.NaN);
        }
        double distance = new FinitePart(reference).distanceTo(new FinitePart(current));
        double spread = reference.moments().populationStd();
        if (spread > 0) {
            return new Result(distance, distance / spread);
        }
        return new Result(distance, distance == 0 ? 0 : Double.NaN);
    }

    /** A walk over the finite values of a distribution. */
    private static final class FinitePart {

        private final EmpiricalDistribution distribution;
        private final int end;
        private final long before;
        private final long size;
        private int next;
        private long passed;

        FinitePart(EmpiricalDistribution distribution) {
            this.distribution = distribution;
            this.next = distribution.firstFinite();
            this.end = distribution.finiteEnd();
            this.before = next == 0 ? 0 : distribution.cumulativeCount(next - 1);
            this.size = distribution.cumulativeCount(end - 1) - before;
        }

        boolean isDone() {
            return next == end;
        }

        double value() {
            return isDone() ? Double.POSITIVE_INFINITY : distribution.value(next);
        }

        void passIfAt(double value) {
            if (!isDone() && distribution.value(next) == value) {
                passed = distribution.cumulativeCount(next++) - before;
            }
        }

        double distanceTo(FinitePart other) {
            boolean fits = ExactProducts.fits(size, other.size);
            CompensatedSum area = new CompensatedSum();
            double previous = Math.min(value(), other.value());
            while (!isDone() || !other.isDone()) {
                double at = Math.min(value(), other.value());
                double rows =
                        fits
                                ? passed * other.size - other.passed * size
                                : ExactProducts.difference(passed, other.size, other.passed, size);
                area.add(Math.abs(rows) * (at - previous));
                passIfAt(at);
                other.passIfAt(at);
                previous = at;
            }
            return area.value() / ((double) size * (double) other.size);
        }
    }
}
