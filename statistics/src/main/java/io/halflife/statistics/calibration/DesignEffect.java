// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.List;

/**
 * By how much rows that depend on each other are worth less than independent ones: n rows count as
 * n/τ.
 *
 * <p>The reference of N values is cut into C windows of n_c values in time order. With u =
 * (mid-rank − ½)/N of each value among all, ū_c its mean in a window and ū = ½ that of all: τ =
 * max(1, [Σ_c n_c·(ū_c − ū)²/(C − 1)] / Var(u)), variance with divisor N. Ranks, so that outliers
 * do not matter; τ is 1 for independent rows, about (1 + φ)/(1 − φ) for a first-order
 * autoregression, and large for a season shorter than the reference but longer than a window.
 *
 * <p>Windows without values do not count. C below 10: undefined, INSUFFICIENT_DATA. All values
 * equal: 1. Infinities are ordinary values, ties share their mid-rank. From compacted windows the
 * ranks are off by at most their rank errors.
 *
 * <p>Error: a relative standard error of about √(2/C), 0.45 at C = 10; the arithmetic uses whole
 * ranks and is right to about 10⁻¹³. Time C·k·log K for k and K distinct values.
 *
 * <p>Source: Kish 1965, Survey Sampling, §8.2 (design effect); of means of ranks: Lehmann 1975,
 * Nonparametrics, §1.
 */
public final class DesignEffect {

    private DesignEffect() {}

    /** Of the values of the reference's own windows. */
    public static Figure of(List<EmpiricalDistribution> windows) {
        List<EmpiricalDistribution> filled =
                windows.stream().filter(window -> !window.isEmpty()).toList();
        if (filled.size() < Threshold.WINDOWS_MIN) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        EmpiricalDistribution all =
                LeaveOneOut.together(filled, EmpiricalDistribution::merge).orElseThrow();
        CompensatedSum within = new CompensatedSum();
        for (int i = 0; i < all.distinct(); i++) {
            double deviation = deviation(all, all.value(i));
            within.add(all.count(i) * deviation * deviation);
        }
        double variance = within.value() / all.size();
        return Figure.of(variance == 0 ? 1 : Math.max(1, between(all, filled) / variance));
    }

    /** Σ n_c·(mean deviation of the window)²/(C − 1). */
    private static double between(EmpiricalDistribution all, List<EmpiricalDistribution> windows) {
        CompensatedSum between = new CompensatedSum();
        for (EmpiricalDistribution window : windows) {
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < window.distinct(); i++) {
                sum.add(window.count(i) * deviation(all, window.value(i)));
            }
            between.add(sum.value() * sum.value() / window.size());
        }
        return between.value() / (windows.size() - 1);
    }

    /** 2N·(u − ½) = values below + values at or below − N, a whole number. */
    private static double deviation(EmpiricalDistribution all, double value) {
        return (double) all.countBelow(value) + all.countAtMost(value) - all.size();
    }
}
