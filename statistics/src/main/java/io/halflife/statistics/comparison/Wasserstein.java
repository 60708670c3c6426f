// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Wasserstein-1 (earth mover's) distance: how far values must move on average to turn one sample
 * into the other.
 *
 * <p>W = ∫|F − G|dx, the sum over neighbouring pooled values of |F − G|·gap, F the share of the
 * reference and G that of the current values at or below. In the unit of the values; divided by the
 * reference's population standard deviation σ it is comparable between features: a shift of the
 * mean by 0.1σ gives 0.1. A distance, not a test: 0 for equal samples, large is extreme, there is
 * no p-value, and under no drift it is above 0, about √(1/n + 1/m)·∫√(F(1 − F)).
 *
 * <p>Infinite values are left out on both sides and counted in {@code nonFinite}. A side without
 * finite values: {@link Status#INSUFFICIENT_DATA}. σ = 0 (a constant or single value): normalised 0
 * for equal samples, else {@link Status#DEGENERATE}. A distance, σ or quotient of both that does
 * not fit into a double: {@link Status#ERROR}. Ties are exact. Compacted samples: off by at most
 * the sum of the rank errors times the range. Sensitive to outliers.
 *
 * <p>Error: shares are whole numbers, so only the gaps round, each by half a unit in its last
 * place: some 10⁻¹⁵ relative, 10⁻⁷·(offset/10⁹) absolute for values around a large offset, because
 * the values themselves are known no better.
 *
 * <p>Source: Vallender 1974, doi:10.1137/1118101.
 */
public final class Wasserstein {

    private Wasserstein() {}

    /**
     * What the comparison gives.
     *
     * @param distance in the unit of the values, 0 or above
     * @param normalised distance/σ of the reference
     * @param nonFinite infinite values of both sides, which are left out
     */
    public record Result(Figure distance, Figure normalised, long nonFinite)
            implements Serializable {

        static Result undefined(Status why, long nonFinite) {
            return new Result(Figure.undefined(why), Figure.undefined(why), nonFinite);
        }
    }

    /** Compares the current values with the reference. */
    public static Result compare(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return SampleDistances.between(reference, current).wasserstein();
    }

    static Result result(EmpiricalDistribution reference, DistanceWalk walk) {
        if (!walk.hasArea()) {
            return Result.undefined(Status.INSUFFICIENT_DATA, walk.nonFinite());
        }
        double distance = walk.area();
        double spread = reference.moments().populationStd().orElse(Double.POSITIVE_INFINITY);
        if (Double.isInfinite(distance)) {
            return Result.undefined(Status.ERROR, walk.nonFinite());
        }
        return new Result(Figure.of(distance), normalised(distance, spread), walk.nonFinite());
    }

    /** The distance in units of the spread; infinite is a spread that no double holds. */
    static Figure normalised(double distance, double spread) {
        if (Double.isInfinite(spread)) {
            return Figure.undefined(Status.ERROR);
        }
        if (spread > 0) {
            double quotient = distance / spread;
            return Double.isInfinite(quotient)
                    ? Figure.undefined(Status.ERROR)
                    : Figure.of(quotient);
        }
        return distance == 0 ? Figure.of(0) : Figure.undefined(Status.DEGENERATE);
    }

    /** How many values are infinite. */
    static long nonFinite(EmpiricalDistribution distribution) {
        return distribution.size() - distribution.moments().n();
    }
}
