// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Energy distance: √(2·∫(F − G)²dx), with F the share of the reference and G that of the current
 * values at or below x. It is √(2·E|X − Y| − E|X − X′| − E|Y − Y′|).
 *
 * <p>In the root of the unit of the values; divided by √σ of the reference it is comparable between
 * features: a shift of a normal's mean by a small part δ of σ gives δ/π^¼ = 0.75·δ. A distance, not
 * a test: 0 for equal samples, large is extreme, there is no p-value.
 *
 * <p>Infinite values are left out on both sides and counted in {@code nonFinite}. A side without
 * finite values: {@link Status#INSUFFICIENT_DATA}. σ = 0: normalised 0 for equal samples, else
 * {@link Status#DEGENERATE}. A distance or σ that does not fit into a double: {@link Status#ERROR}.
 * Ties are exact. Less sensitive to outliers than {@link Wasserstein}.
 *
 * <p>Error: shares are whole numbers, so only the gaps between values round: some 10⁻¹⁵ relative,
 * and around a large offset what the values themselves are known to.
 *
 * <p>Source: Székely &amp; Rizzo 2013, doi:10.1016/j.jspi.2013.03.018.
 */
public final class Energy {

    private Energy() {}

    /**
     * What the comparison gives.
     *
     * @param distance in the root of the unit of the values, 0 or above
     * @param normalised distance/√σ of the reference
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
        if (reference.moments().n() == 0 || current.moments().n() == 0) {
            return Result.undefined(
                    Status.INSUFFICIENT_DATA,
                    Wasserstein.nonFinite(reference) + Wasserstein.nonFinite(current));
        }
        DistanceWalk walk = DistanceWalk.overSquares(reference, current);
        double distance = Math.sqrt(2 * walk.area());
        if (Double.isInfinite(distance)) {
            return Result.undefined(Status.ERROR, walk.nonFinite());
        }
        double spread = reference.moments().populationStd().orElse(Double.POSITIVE_INFINITY);
        return new Result(
                Figure.of(distance),
                Wasserstein.normalised(distance, Math.sqrt(spread)),
                walk.nonFinite());
    }
}
