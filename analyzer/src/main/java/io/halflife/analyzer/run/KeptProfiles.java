// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.block.Columns;
import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.profile.ProfileMerger;
import io.halflife.monitor.window.Window;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.reference.ReferenceColumns;
import io.halflife.storage.reference.WindowProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Gives tiled windows the columns that were not read, merged from the kept profiles of their tiles:
 * exact where those are, else with their rank errors. One column at a time.
 */
final class KeptProfiles {

    /** As many values as a reference from rows keeps: a merge of fewer is exact. */
    private static final int POINTS_MAX = 1_000_000;

    private final WindowProfiles kept;
    private final Jdbi jdbi;
    private final RunPlan plan;
    private final int profilePoints;

    /**
     * The kept profiles of a plan.
     *
     * @param profilePoints values that a numeric column of a window keeps
     */
    KeptProfiles(Jdbi jdbi, RunPlan plan, int profilePoints) {
        this.kept = new WindowProfiles(jdbi, plan.scope());
        this.jdbi = jdbi;
        this.plan = plan;
        this.profilePoints = profilePoints;
    }

    /**
     * What was read, those windows that are tiled with all their columns; and tiled ones of which
     * there was nothing to read. In order.
     */
    List<WindowAnalysis> complete(List<WindowAnalysis> read) {
        List<Window> tiled =
                plan.job().windows().stream()
                        .map(TouchedWindow::window)
                        .filter(plan.tiles()::containsKey)
                        .toList();
        if (tiled.isEmpty()) {
            return read;
        }
        Map<Window, List<ColumnAnalysis>> merged = merged(tiled);
        TreeMap<Window, WindowAnalysis> all = new TreeMap<>();
        read.forEach(window -> all.put(window.window(), window));
        merged.forEach(
                (window, columns) ->
                        all.put(window, together(all.getOrDefault(window, gone(window)), columns)));
        return List.copyOf(all.values());
    }

    private Map<Window, List<ColumnAnalysis>> merged(List<Window> tiled) {
        Map<Window, List<ColumnAnalysis>> merged = new TreeMap<>();
        Columns columns = Columns.of(plan.version().definition());
        // The label is read, unless there is nothing to read.
        for (int number = 0; number < columns.outcome(); number++) {
            Column column = columns.column(number);
            Optional<FeatureProfile> reference = reference(column);
            for (Window window : tiled) {
                of(column, window, reference)
                        .ifPresent(
                                analysis ->
                                        merged.computeIfAbsent(window, w -> new ArrayList<>())
                                                .add(analysis));
            }
        }
        return merged;
    }

    private Optional<FeatureProfile> reference(Column column) {
        return plan.job().referenceId() < 0
                ? Optional.empty()
                : new ReferenceColumns(jdbi, plan.job().referenceId()).of(column);
    }

    private Optional<ColumnAnalysis> of(
            Column column, Window window, Optional<FeatureProfile> reference) {
        ProfileMerger merger = new ProfileMerger(POINTS_MAX);
        kept.each(column, plan.tiles().get(window), merger::add);
        DriftSettings drift = plan.job().drift();
        return merger.result()
                .map(
                        profile -> {
                            List<TestResult> tests =
                                    reference
                                            .map(r -> DriftTests.compare(r, profile, drift))
                                            .orElse(List.of());
                            return new ColumnAnalysis(
                                    profile.summary(), profile.compact(profilePoints), tests);
                        });
    }

    private WindowAnalysis gone(Window window) {
        long rows =
                plan.job().windows().stream()
                        .filter(touched -> touched.window().equals(window))
                        .mapToLong(TouchedWindow::rows)
                        .sum();
        return new WindowAnalysis(
                window,
                plan.job().spec().label(window),
                rows,
                window.start(),
                window.end(),
                List.of(),
                List.of());
    }

    /** What was read wins: of the label that is what is known now. */
    private static WindowAnalysis together(WindowAnalysis window, List<ColumnAnalysis> merged) {
        Map<Column, ColumnAnalysis> all = new TreeMap<>();
        merged.forEach(analysis -> all.put(analysis.column(), analysis));
        window.columns().forEach(analysis -> all.put(analysis.column(), analysis));
        return window.comparedWith(window.comparedWith(), List.copyOf(all.values()));
    }
}
