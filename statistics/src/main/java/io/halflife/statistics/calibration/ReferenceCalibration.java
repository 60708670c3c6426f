// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import io.halflife.statistics.comparison.EffectSize;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/**
 * What a column of the reference says of itself, cut into windows like the monitored ones.
 *
 * <p>E_c is the {@link EffectSize} of window c against the rest: the reference's other windows of
 * the same {@link Season} slot. A window whose slot has no other rows, or that has none itself, has
 * no effect. The threshold is that of all defined effects; τ is that within the slots, so that a
 * season is no dependence of rows. Every rest is the merge of its parts, never a difference; it is
 * exact up to {@link #POINTS_MAX} distinct values. A larger one is compacted at each of at most
 * 2·log₂ C merges, which moves D by at most 1/(2·POINTS_MAX) each, far below what chance moves it.
 *
 * <p>Error and source: see {@link EffectSize}, {@link Threshold} and {@link DesignEffect}.
 *
 * @param effects E_c in the order of the windows
 * @param threshold {@link Threshold} of the effects; undefined below ten
 * @param designEffect {@link DesignEffect} of the windows; undefined below ten
 */
public record ReferenceCalibration(List<Figure> effects, Figure threshold, Figure designEffect)
        implements Serializable {

    /** Distinct values of a rest; time is C times as many. */
    static final int POINTS_MAX = 20_000;

    public ReferenceCalibration {
        effects = List.copyOf(effects);
    }

    /**
     * A window of the reference.
     *
     * @param slot its season's slot; 0 where the reference is pooled
     * @param values its profile
     * @param <T> a profile that merges
     */
    public record OwnWindow<T>(int slot, T values) {

        public OwnWindow {
            Objects.requireNonNull(values, "values");
            if (slot < 0) {
                throw new IllegalArgumentException("slot must be at least 0, not " + slot);
            }
        }
    }

    /**
     * Of a numeric column.
     *
     * @param windows in time order
     */
    public static ReferenceCalibration ofNumbers(List<OwnWindow<EmpiricalDistribution>> windows) {
        List<Figure> effects = effects(windows, ReferenceCalibration::bounded, EffectSize::numeric);
        return new ReferenceCalibration(
                effects, Threshold.of(effects), DesignEffect.ofSlots(bySlot(windows)));
    }

    private static EmpiricalDistribution bounded(
            EmpiricalDistribution first, EmpiricalDistribution second) {
        EmpiricalDistribution both = first.merge(second);
        return both.distinct() > POINTS_MAX ? both.compact(POINTS_MAX) : both;
    }

    /**
     * Of a column of categories; its design effect is that of {@link RaoScott}.
     *
     * @param windows in time order
     */
    public static ReferenceCalibration ofCategories(List<OwnWindow<FrequencyTable>> windows) {
        List<Figure> effects = effects(windows, FrequencyTable::merge, EffectSize::categorical);
        return new ReferenceCalibration(
                effects, Threshold.of(effects), RaoScott.factorOfSlots(bySlot(windows)));
    }

    private static <T> Collection<List<T>> bySlot(List<OwnWindow<T>> windows) {
        Map<Integer, List<T>> slots = new TreeMap<>();
        windows.forEach(
                window ->
                        slots.computeIfAbsent(window.slot(), slot -> new ArrayList<>())
                                .add(window.values()));
        return slots.values();
    }

    private static <T> List<Figure> effects(
            List<OwnWindow<T>> windows, BinaryOperator<T> merge, BiFunction<T, T, Figure> effect) {
        Map<Integer, List<Integer>> slots = new TreeMap<>();
        for (int i = 0; i < windows.size(); i++) {
            slots.computeIfAbsent(windows.get(i).slot(), slot -> new ArrayList<>()).add(i);
        }
        Figure none = Figure.undefined(Status.INSUFFICIENT_DATA);
        Figure[] effects = new Figure[windows.size()];
        for (List<Integer> places : slots.values()) {
            List<T> parts = places.stream().map(i -> windows.get(i).values()).toList();
            List<Figure> found =
                    LeaveOneOut.each(
                            parts,
                            merge,
                            (rest, part) -> rest.map(r -> effect.apply(r, part)).orElse(none));
            for (int i = 0; i < found.size(); i++) {
                effects[places.get(i)] = found.get(i);
            }
        }
        return List.of(effects);
    }
}
