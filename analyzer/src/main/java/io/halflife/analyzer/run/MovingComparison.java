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
import java.util.function.Predicate;
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

    /**
     * What is compared.
     *
     * @param windows those given, with tests
     * @param dependents windows that were not given, with the columns of which a window of their
     *     reference was
     */
    record Compared(List<WindowAnalysis> windows, List<WindowAnalysis> dependents) {}

    /** Which stored windows have verdicts of a comparison. */
    interface Judged {

        Judged NONE = (from, to) -> window -> false;
        Judged ALL = (from, to) -> window -> true;

        /** Answers for windows that start in {@code [from, to)}. */
        Predicate<Window> between(Instant from, Instant to);
    }

    /** The same windows, with tests; a window that has none before it is INCONCLUSIVE. */
    List<WindowAnalysis> compare(List<WindowAnalysis> windows) {
        return compare(windows, Judged.NONE).windows();
    }

    /**
     * The windows given, and windows after them whose reference they belong to: what these were
     * compared with is another now.
     *
     * @param judged which stored windows have verdicts of this comparison: also windows that a
     *     later portion of the run begins with or comes to
     */
    Compared compare(List<WindowAnalysis> windows, Judged judged) {
        if (windows.isEmpty()) {
            return new Compared(windows, List.of());
        }
        TreeMap<Window, WindowAnalysis> given = new TreeMap<>();
        windows.forEach(window -> given.put(window.window(), window));
        Instant from = given.firstKey().start().minus(reach());
        Instant to = given.lastEntry().getKey().end().plus(reach());
        TreeSet<Window> known = new TreeSet<>(given.keySet());
        stored.windows(from, to).keySet().stream().filter(this::isOfThisCut).forEach(known::add);
        Predicate<Window> isJudged = judged.between(from, to);
        Map<Window, List<Window>> references = new TreeMap<>();
        TreeSet<Window> fit = new TreeSet<>(known);
        fit.removeIf(window -> periods.exclusion(window).isPresent());
        known.stream()
                .filter(window -> given.containsKey(window) || isJudged.test(window))
                .forEach(w -> references.put(w, moving.of(w, fit)));
        Map<Window, List<ColumnAnalysis>> compared = new HashMap<>();
        Map<Window, List<ColumnAnalysis>> dependents = new TreeMap<>();
        for (Column column : columns(windows)) {
            OfColumn of = new OfColumn(column, windows, stored.of(column, from, to), periods);
            of.current.forEach(
                    (w, analysis) ->
                            put(compared, w, compare(analysis, of.profiles(references.get(w)))));
            references.forEach(
                    (w, before) -> {
                        if (of.dependsOnGiven(w, before)) {
                            put(dependents, w, compare(of.stored(w), of.profiles(before)));
                        }
                    });
        }
        return new Compared(
                windows.stream()
                        .map(w -> together(w, references.get(w.window()), compared))
                        .toList(),
                dependents.keySet().stream()
                        .map(w -> together(bare(w), references.get(w), dependents))
                        .toList());
    }

    /** One column: of the windows given as they come, of all others as it is stored. */
    private static final class OfColumn {
        private final Column column;
        private final Map<Window, ColumnAnalysis> current = new TreeMap<>();
        private final Map<Window, FeatureProfile> profiles;
        private final Periods periods;

        OfColumn(
                Column column,
                List<WindowAnalysis> windows,
                Map<Window, FeatureProfile> profiles,
                Periods periods) {
            this.column = column;
            this.profiles = profiles;
            this.periods = periods;
            for (WindowAnalysis window : windows) {
                window.columns().stream()
                        .filter(analysis -> analysis.column().equals(column))
                        .forEach(analysis -> current.put(window.window(), analysis));
            }
            current.forEach((window, analysis) -> profiles.put(window, analysis.profile()));
        }

        List<FeatureProfile> profiles(List<Window> windows) {
            return windows.stream()
                    .filter(w -> !periods.isExcluded(column, w))
                    .flatMap(w -> Stream.ofNullable(profiles.get(w)))
                    .toList();
        }

        boolean dependsOnGiven(Window window, List<Window> before) {
            return !current.containsKey(window)
                    && profiles.containsKey(window)
                    && before.stream().anyMatch(current::containsKey);
        }

        ColumnAnalysis stored(Window window) {
            FeatureProfile profile = profiles.get(window);
            return new ColumnAnalysis(profile.summary(), profile, List.of());
        }
    }

    private static void put(
            Map<Window, List<ColumnAnalysis>> byWindow, Window window, ColumnAnalysis analysis) {
        byWindow.computeIfAbsent(window, w -> new ArrayList<>()).add(analysis);
    }

    /** A window of which only verdicts are made again. */
    private WindowAnalysis bare(Window window) {
        return new WindowAnalysis(
                window,
                policy.window().label(window),
                0,
                window.start(),
                window.end(),
                List.of(),
                List.of());
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
