// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.calibration;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.calibration.ReferenceCalibration;
import io.halflife.statistics.calibration.ReferenceCalibration.OwnWindow;
import io.halflife.statistics.calibration.Season;
import io.halflife.statistics.figure.Figure;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A column of the reference, cut: its calibration, and its profiles by slot.
 *
 * @param slots profiles by slot; empty where the reference is pooled
 */
public record CalibratedColumn(
        Column column, ColumnCalibration calibration, Map<Integer, FeatureProfile> slots)
        implements Serializable {

    /** A numeric slot with more distinct values than this is compacted. */
    private static final int POINTS_MAX = 100_000;

    public CalibratedColumn {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(calibration, "calibration");
        slots = Map.copyOf(slots);
    }

    /**
     * From the cells of one column.
     *
     * @param cells at least one
     * @param first event time of the reference's first row
     * @param last event time of its last
     */
    public static CalibratedColumn of(
            ReferenceCut cut, Map<Cell, FeatureProfile> cells, Instant first, Instant last) {
        Map<Integer, FeatureProfile> slots = merged(cells, Cell::slot);
        FeatureProfile whole = slots.values().stream().reduce(FeatureProfile::merge).orElseThrow();
        Map<Window, FeatureProfile> windows = merged(cells, Cell::window);
        windows.entrySet()
                .removeIf(
                        own ->
                                own.getValue().n() < cut.minWindow()
                                        || !cut.isWhole(own.getKey(), first, last));
        slots.replaceAll((slot, profile) -> profile.compact(POINTS_MAX));
        return new CalibratedColumn(
                whole.column(),
                calibrate(cut, windows, whole.isDiscrete()),
                cut.season() == Season.POOLED ? Map.of() : slots);
    }

    private static <K extends Comparable<K>> Map<K, FeatureProfile> merged(
            Map<Cell, FeatureProfile> cells, Function<Cell, K> by) {
        Map<K, List<FeatureProfile>> parts = new TreeMap<>();
        new TreeMap<>(cells)
                .forEach(
                        (cell, profile) ->
                                parts.computeIfAbsent(by.apply(cell), k -> new ArrayList<>())
                                        .add(profile));
        Map<K, FeatureProfile> merged = new TreeMap<>();
        parts.forEach((key, profiles) -> merged.put(key, together(profiles)));
        return merged;
    }

    /** In halves, so that no value is moved more often than log₂ of their number. */
    private static FeatureProfile together(List<FeatureProfile> profiles) {
        if (profiles.size() == 1) {
            return profiles.get(0);
        }
        int middle = profiles.size() / 2;
        return together(profiles.subList(0, middle))
                .merge(together(profiles.subList(middle, profiles.size())));
    }

    private static ColumnCalibration calibrate(
            ReferenceCut cut, Map<Window, FeatureProfile> windows, boolean discrete) {
        ReferenceCalibration found =
                discrete
                        ? ReferenceCalibration.ofCategories(
                                own(cut, windows, FeatureProfile::asCategories))
                        : ReferenceCalibration.ofNumbers(own(cut, windows, FeatureProfile::values));
        return new ColumnCalibration(
                found.effects().stream().filter(Figure::isDefined).count(),
                found.threshold().orElse(Double.NaN),
                found.designEffect().orElse(Double.NaN));
    }

    private static <T> List<OwnWindow<T>> own(
            ReferenceCut cut,
            Map<Window, FeatureProfile> windows,
            Function<FeatureProfile, T> values) {
        return windows.entrySet().stream()
                .map(
                        own ->
                                new OwnWindow<>(
                                        cut.season().slot(own.getKey().start(), cut.zone()),
                                        values.apply(own.getValue())))
                .toList();
    }
}
