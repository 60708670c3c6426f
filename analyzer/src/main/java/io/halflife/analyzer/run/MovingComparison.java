// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.monitor.window.Window;
import io.halflife.storage.reference.WindowProfiles;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * Compares windows with the windows before them, from the profiles that are kept of both: no row is
 * read twice, and a run that finds a window read by this one compares the same bytes as one that
 * finds it stored. Windows that periods exclude are no reference. One column at a time.
 */
final class MovingComparison {

    private final WindowProfiles stored;
    private final MovingReference moving;
    private final MonitoringPolicy policy;
    private final Periods periods;

    MovingComparison(
            Jdbi jdbi,
            VersionScope scope,
            MovingReference moving,
            MonitoringPolicy policy,
            Periods periods) {
        this(new WindowProfiles(jdbi, scope), moving, policy, periods);
    }

    MovingComparison(
            WindowProfiles stored,
            MovingReference moving,
            MonitoringPolicy policy,
            Periods periods) {
        this.stored = stored;
        this.moving = moving;
        this.policy = policy;
        this.periods = periods;
    }

    /** The same windows, with tests; a window that has none before it is INCONCLUSIVE. */
    List<WindowAnalysis> compare(List<WindowAnalysis> windows) {
        if (windows.isEmpty()) {
            return windows;
        }
        TreeSet<Window> judged = new TreeSet<>();
        windows.forEach(window -> judged.add(window.window()));
        Instant from = judged.first().start().minus(reach());
        Instant to = judged.last().start();
        TreeSet<Window> known = new TreeSet<>(judged);
        if (from.isBefore(to)) {
            stored.windows(from, to).keySet().stream()
                    .filter(this::isOfThisCut)
                    .forEach(known::add);
        }
        Map<Window, List<Window>> references = new TreeMap<>();
        known.removeIf(window -> periods.exclusion(window).isPresent());
        judged.forEach(w -> references.put(w, moving.of(w, List.copyOf(known))));
        Map<Window, List<ColumnAnalysis>> compared = new HashMap<>();
        for (Column column : columns(windows)) {
            Map<Window, FeatureProfile> profiles = stored.of(column, from, to);
            compare(column, windows, profiles, references)
                    .forEach((w, c) -> compared.computeIfAbsent(w, x -> new ArrayList<>()).add(c));
        }
        return windows.stream()
                .map(w -> together(w, references.get(w.window()), compared))
                .toList();
    }

    /** Long enough to find the window directly before. */
    private Duration reach() {
        return moving.length() == null ? Duration.ofNanos(1000) : moving.length();
    }

    private boolean isOfThisCut(Window window) {
        return policy.window()
                .containing(window.start())
                .filter(cut -> cut.equals(window))
                .isPresent();
    }

    private static List<Column> columns(List<WindowAnalysis> windows) {
        return windows.stream()
                .flatMap(window -> window.columns().stream())
                .map(ColumnAnalysis::column)
                .distinct()
                .sorted()
                .toList();
    }

    private Map<Window, ColumnAnalysis> compare(
            Column column,
            List<WindowAnalysis> windows,
            Map<Window, FeatureProfile> profiles,
            Map<Window, List<Window>> references) {
        Map<Window, ColumnAnalysis> current = new TreeMap<>();
        for (WindowAnalysis window : windows) {
            window.columns().stream()
                    .filter(analysis -> analysis.column().equals(column))
                    .forEach(analysis -> current.put(window.window(), analysis));
        }
        current.forEach((window, analysis) -> profiles.put(window, analysis.profile()));
        current.replaceAll(
                (window, analysis) ->
                        compare(
                                analysis,
                                references.get(window).stream()
                                        .filter(w -> !periods.isExcluded(column, w))
                                        .flatMap(w -> Stream.ofNullable(profiles.get(w)))
                                        .toList()));
        return current;
    }

    private ColumnAnalysis compare(ColumnAnalysis current, List<FeatureProfile> before) {
        FeatureProfile profile = current.profile();
        Optional<FeatureProfile> merged = MergedProfiles.of(before);
        FeatureProfile reference =
                merged.orElseGet(() -> FeatureProfile.empty(profile.column(), profile.kind()));
        return new ColumnAnalysis(
                current.summary(), profile, DriftTests.compare(reference, profile, policy.drift()));
    }

    private static WindowAnalysis together(
            WindowAnalysis window,
            List<Window> reference,
            Map<Window, List<ColumnAnalysis>> compared) {
        return window.comparedWith(
                MovingReference.stretch(reference).orElse(null),
                compared.getOrDefault(window.window(), List.of()));
    }
}
