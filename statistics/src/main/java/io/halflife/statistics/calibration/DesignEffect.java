// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.Collection;
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
 * <p>Where the reference has a season, windows are compared within their slot alone: with the sum
 * and the variance above taken of the ranks within slot s and its C_s windows, τ = max(1, Σ_s [Σ_c
 * n_c·(ū_c − ½)²/Var_s(u)] / Σ_s (C_s − 1)), so that day and night are no dependence. One slot
 * gives the first formula. Slots of one window, and slots whose values are all equal, say nothing.
 *
 * <p>Windows without values do not count. Fewer than 10 windows in slots of at least two:
 * undefined, INSUFFICIENT_DATA. All values equal: 1. Infinities are ordinary values, ties share
 * their mid-rank. From compacted windows the ranks are off by at most their rank errors.
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
        return ofSlots(List.of(windows));
    }

    /**
     * Of the reference's own windows by the slots of its season.
     *
     * @param slots each the windows of one slot
     */
    public static Figure ofSlots(Collection<List<EmpiricalDistribution>> slots) {
        CompensatedSum between = new CompensatedSum();
        long windows = 0;
        long freedom = 0;
        for (List<EmpiricalDistribution> slot : slots) {
            List<EmpiricalDistribution> filled =
                    slot.stream().filter(window -> !window.isEmpty()).toList();
            if (filled.size() < 2) {
                continue;
            }
            windows += filled.size();
            EmpiricalDistribution all =
                    LeaveOneOut.together(filled, EmpiricalDistribution::merge).orElseThrow();
            double variance = variance(all);
            if (variance > 0) {
                between.add(between(all, filled) / variance);
                freedom += filled.size() - 1;
            }
        }
        if (windows < Threshold.WINDOWS_MIN) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        return Figure.of(freedom == 0 ? 1 : Math.max(1, between.value() / freedom));
    }

    /** Of 2N·u, divisor N. */
    private static double variance(EmpiricalDistribution all) {
        CompensatedSum squares = new CompensatedSum();
        for (int i = 0; i < all.distinct(); i++) {
            double deviation = deviation(all, all.value(i));
            squares.add(all.count(i) * deviation * deviation);
        }
        return squares.value() / all.size();
    }

    /** Σ n_c·(mean deviation of the window)². */
    private static double between(EmpiricalDistribution all, List<EmpiricalDistribution> windows) {
        CompensatedSum between = new CompensatedSum();
        for (EmpiricalDistribution window : windows) {
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < window.distinct(); i++) {
                sum.add(window.count(i) * deviation(all, window.value(i)));
            }
            between.add(sum.value() * sum.value() / window.size());
        }
        return between.value();
    }

    /** 2N·(u − ½) = values below + values at or below − N, a whole number. */
    private static double deviation(EmpiricalDistribution all, double value) {
        return (double) all.countBelow(value) + all.countAtMost(value) - all.size();
    }
}
