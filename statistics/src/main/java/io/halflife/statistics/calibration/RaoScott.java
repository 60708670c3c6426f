// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.List;

/**
 * The chi-square test of rows that depend on each other: X² divided by their average design effect
 * ({@code ChiSquare.Table.dividedBy}).
 *
 * <p>With p_k the share of category k and τ_k the design effect of "is category k", that is max(1,
 * Σ_c n_c·(p_kc − p_k)²/(C − 1) / (p_k(1 − p_k))) over the C windows of the reference, n_c rows and
 * share p_kc each: δ̄ = Σ_k (1 − p_k)·τ_k/(K − 1), at least 1. X²/δ̄ is about χ² with K − 1 degrees
 * of freedom under the null hypothesis of one distribution.
 *
 * <p>Windows without rows do not count. C below 10: undefined, INSUFFICIENT_DATA. One category: 1,
 * nothing can differ. The rest of a limited table counts as one category. The correction is of
 * first order: it makes the mean of X² right, and its tail nearly so when the τ_k are alike.
 *
 * <p>Error: of each τ_k a relative standard error of about √(2/C), averaged over K; arithmetic
 * about 10⁻¹³.
 *
 * <p>Source: Rao &amp; Scott 1984, doi:10.1214/aos/1176346391.
 */
public final class RaoScott {

    private RaoScott() {}

    /** δ̄ of the reference's own windows. */
    public static Figure factor(List<FrequencyTable> windows) {
        List<FrequencyTable> filled = windows.stream().filter(window -> !window.isEmpty()).toList();
        if (filled.size() < Threshold.WINDOWS_MIN) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        FrequencyTable all = LeaveOneOut.together(filled, FrequencyTable::merge).orElseThrow();
        int categories = all.distinct() + (all.rest() > 0 ? 1 : 0);
        if (categories < 2) {
            return Figure.of(1);
        }
        CompensatedSum sum = new CompensatedSum();
        all.counts()
                .forEach((name, count) -> sum.add(term(filled, all, count, counts(filled, name))));
        if (all.rest() > 0) {
            long[] rests = filled.stream().mapToLong(FrequencyTable::rest).toArray();
            sum.add(term(filled, all, all.rest(), rests));
        }
        return Figure.of(sum.value() / (categories - 1));
    }

    private static long[] counts(List<FrequencyTable> windows, String name) {
        return windows.stream().mapToLong(window -> window.count(name)).toArray();
    }

    /** (1 − p_k)·τ_k. */
    private static double term(
            List<FrequencyTable> windows, FrequencyTable all, long count, long[] counts) {
        double share = (double) count / all.total();
        double other = (double) (all.total() - count) / all.total();
        CompensatedSum between = new CompensatedSum();
        for (int c = 0; c < counts.length; c++) {
            double rows = windows.get(c).total();
            double difference = counts[c] - rows * share;
            between.add(difference * difference / rows);
        }
        return Math.max(other, between.value() / (windows.size() - 1) / share);
    }
}
