// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The chi-square test of rows that depend on each other: X² divided by their average design effect
 * ({@code ChiSquare.Table.dividedBy}).
 *
 * <p>With p_k the share of category k and τ_k the design effect of "is category k", that is max(1,
 * Σ_c n_c·(p_kc − p_k)²/(C − 1) / (p_k(1 − p_k))) over the C windows of the reference, n_c rows and
 * share p_kc each: δ̄ = Σ_k (1 − p_k)·τ_k/(K − 1), at least 1. X²/δ̄ is about χ² with K − 1 degrees
 * of freedom under the null hypothesis of one distribution.
 *
 * <p>Where the reference has a season, each τ_k is taken within the slots: Σ_s Σ_c n_c·(p_kc −
 * p_ks)²/(p_ks(1 − p_ks)) / Σ_s (C_s − 1) over the slots in which category k occurs beside others.
 *
 * <p>Windows without rows do not count. Fewer than 10 windows in slots of at least two: undefined,
 * INSUFFICIENT_DATA. One category: 1, nothing can differ. The rest of a limited table counts as one
 * category. The correction is of first order: it makes the mean of X² right, and its tail nearly so
 * when the τ_k are alike.
 *
 * <p>Error: of each τ_k a relative standard error of about √(2/C), averaged over K; arithmetic
 * about 10⁻¹³.
 *
 * <p>Source: Rao &amp; Scott 1984, doi:10.1214/aos/1176346391.
 */
public final class RaoScott {

    private RaoScott() {}

    /** The windows of one slot, none of them empty, and all of them together. */
    private record Slot(List<FrequencyTable> windows, FrequencyTable all) {}

    /** δ̄ of the reference's own windows. */
    public static Figure factor(List<FrequencyTable> windows) {
        return factorOfSlots(List.of(windows));
    }

    /**
     * δ̄ of the reference's own windows by the slots of its season.
     *
     * @param slots each the windows of one slot
     */
    public static Figure factorOfSlots(Collection<List<FrequencyTable>> slots) {
        List<Slot> filled = new ArrayList<>();
        slots.forEach(windows -> addFilled(windows, filled));
        if (filled.stream().mapToLong(slot -> slot.windows.size()).sum() < Threshold.WINDOWS_MIN) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        FrequencyTable all =
                LeaveOneOut.together(filled.stream().map(Slot::all).toList(), FrequencyTable::merge)
                        .orElseThrow();
        int categories = all.distinct() + (all.rest() > 0 ? 1 : 0);
        if (categories < 2) {
            return Figure.of(1);
        }
        CompensatedSum sum = new CompensatedSum();
        all.counts().keySet().forEach(name -> sum.add(term(filled, all, t -> t.count(name))));
        if (all.rest() > 0) {
            sum.add(term(filled, all, FrequencyTable::rest));
        }
        return Figure.of(sum.value() / (categories - 1));
    }

    private static void addFilled(List<FrequencyTable> windows, List<Slot> slots) {
        List<FrequencyTable> filled = windows.stream().filter(window -> !window.isEmpty()).toList();
        if (filled.size() > 1) {
            FrequencyTable all = LeaveOneOut.together(filled, FrequencyTable::merge).orElseThrow();
            slots.add(new Slot(filled, all));
        }
    }

    /** (1 − p_k)·τ_k. */
    private static double term(
            List<Slot> slots, FrequencyTable all, ToLongFunction<FrequencyTable> count) {
        CompensatedSum between = new CompensatedSum();
        long freedom = 0;
        for (Slot slot : slots) {
            long total = slot.all.total();
            long counted = count.applyAsLong(slot.all);
            if (counted > 0 && counted < total) {
                between.add(between(slot, count, (double) counted / total));
                freedom += slot.windows.size() - 1;
            }
        }
        double other = (double) (all.total() - count.applyAsLong(all)) / all.total();
        return other * (freedom == 0 ? 1 : Math.max(1, between.value() / freedom));
    }

    /** Σ n_c·(p_kc − p_k)²/(p_k(1 − p_k)). */
    private static double between(Slot slot, ToLongFunction<FrequencyTable> count, double share) {
        CompensatedSum between = new CompensatedSum();
        for (FrequencyTable window : slot.windows) {
            double difference = count.applyAsLong(window) - window.total() * share;
            between.add(difference * difference / window.total());
        }
        return between.value() / (share * (1 - share));
    }
}
