// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.rehearsal;

import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.performance.PooledMetrics;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.profile.ProfileMerger;
import io.halflife.monitor.window.Tiling;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.monitor.window.WindowWords;
import io.halflife.storage.reference.ReferenceColumns;
import io.halflife.storage.reference.WindowProfiles;
import io.halflife.storage.rehearsal.RehearsalRefusedException.Reason;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * The windows of a policy that cuts longer ones than those that are stored, where these make them
 * up exactly: their profiles are merged as the next run under that policy would. One column at a
 * time; of all that is found only what verdicts rest on is held. One thread.
 */
final class LongerWindows {

    /** Tests that are held at once: windows times columns. */
    private static final long TESTS_MAX = 200_000;

    /** As many distinct values as a reference from rows keeps: up to that the merge is exact. */
    private static final int POINTS_MAX = 1_000_000;

    private static final String MISSING_RATE = "missing_rate";

    private final Jdbi jdbi;
    private final VersionScope scope;
    private final WindowSpec stored;
    private final MonitoringPolicy policy;
    private final Runnable patience;
    private final NavigableMap<Window, List<Window>> tiles = new TreeMap<>();
    private final Map<Window, Window> longerOf = new HashMap<>();

    /**
     * Finds the windows.
     *
     * @param stored the cut of what is stored
     * @param policy the one that is tried
     * @param asOf windows that are not closed then are left out
     * @param patience called now and then; may throw
     * @throws RehearsalRefusedException when stored windows do not make up those of the policy
     */
    LongerWindows(
            Jdbi jdbi,
            VersionScope scope,
            WindowSpec stored,
            MonitoringPolicy policy,
            Instant asOf,
            Runnable patience) {
        this.jdbi = jdbi;
        this.scope = scope;
        this.stored = stored;
        this.policy = policy;
        this.patience = patience;
        for (Window window :
                new WindowProfiles(jdbi, scope).windows(Instant.MIN, Instant.MAX).keySet()) {
            if (stored.containing(window.start()).filter(window::equals).isPresent()) {
                policy.window()
                        .containing(window.start())
                        .filter(longer -> longer.isClosed(asOf, policy.grace()))
                        .ifPresent(longer -> put(window, longer));
            }
        }
    }

    private void put(Window window, Window longer) {
        List<Window> known = tiles.get(longer);
        if (known == null) {
            requireMadeUp(window, longer);
            known = new ArrayList<>();
            tiles.put(longer, known);
        }
        known.add(window);
        longerOf.put(window, longer);
    }

    private void requireMadeUp(Window window, Window longer) {
        boolean few = length(longer).dividedBy(length(window)) <= WindowSpec.WINDOWS_MAX;
        if (!few || Tiling.exactly(longer, stored).size() < 2) {
            throw new RehearsalRefusedException(
                    Reason.OTHER_WINDOWS,
                    "the policy cuts time into "
                            + WindowWords.of(policy.window())
                            + ", and what is stored was cut into "
                            + WindowWords.of(stored)
                            + ", which do not make them up: only longer windows that begin and end"
                            + " with stored ones can be had without the rows; keep the window of"
                            + " the policy in force, or set the policy and analyze");
        }
    }

    private static Duration length(Window window) {
        return Duration.between(window.start(), window.end());
    }

    /** Those that start in {@code [since, to)}, with the tests that verdicts rest on; in order. */
    NavigableMap<Window, List<TestResult>> tests(long referenceId, Instant since, Instant to) {
        tiles.keySet().removeIf(w -> w.start().isBefore(since) || !w.start().isBefore(to));
        NavigableMap<Window, List<TestResult>> tests = new TreeMap<>();
        ReferenceColumns reference = new ReferenceColumns(jdbi, referenceId);
        List<Column> columns = reference.columns();
        requireComparable(columns);
        for (Column column : columns) {
            FeatureProfile standing = reference.of(column).orElseThrow();
            new Merging(column, standing, tests).all();
        }
        return tests;
    }

    private void requireComparable(List<Column> columns) {
        if (columns.isEmpty()) {
            throw new RehearsalRefusedException(
                    Reason.OTHER_WINDOWS,
                    "the windows are judged against windows before them, and not against a"
                            + " reference that stands still: longer ones cannot be rehearsed;"
                            + " set the policy and analyze");
        }
        if (tiles.size() * (long) columns.size() > TESTS_MAX) {
            throw new RehearsalRefusedException(
                    Reason.TOO_LONG,
                    tiles.size()
                            + " windows of "
                            + columns.size()
                            + " columns are more than "
                            + TESTS_MAX
                            + " tests: ask for a shorter time with --from and --to");
        }
    }

    /** One column through all windows. */
    private final class Merging {

        private final Column column;
        private final FeatureProfile reference;
        private final Map<Window, List<TestResult>> tests;
        private Window longer;
        private ProfileMerger merger;

        Merging(Column column, FeatureProfile reference, Map<Window, List<TestResult>> tests) {
            this.column = column;
            this.reference = reference;
            this.tests = tests;
        }

        void all() {
            List<Window> all = tiles.values().stream().flatMap(List::stream).toList();
            new WindowProfiles(jdbi, scope).each(column, all, this::take);
            close();
        }

        private void take(Window window, FeatureProfile profile) {
            if (!longerOf.get(window).equals(longer)) {
                close();
                longer = longerOf.get(window);
                merger = new ProfileMerger(POINTS_MAX);
                patience.run();
            }
            merger.add(profile);
        }

        private void close() {
            Optional<FeatureProfile> merged = merger == null ? Optional.empty() : merger.result();
            merged.filter(profile -> profile.kind() == reference.kind())
                    .ifPresent(
                            profile ->
                                    DriftTests.compare(reference, profile, policy.drift()).stream()
                                            .filter(
                                                    test ->
                                                            test.primary()
                                                                    || test.test()
                                                                            .equals(MISSING_RATE))
                                            .forEach(this::keep));
        }

        private void keep(TestResult test) {
            tests.computeIfAbsent(longer, window -> new ArrayList<>()).add(test);
        }
    }

    /** The measured values of one metric that can be added up; empty where it is no share. */
    List<PerformanceValue> performance(List<PerformanceValue> values) {
        NavigableMap<Window, List<PerformanceValue>> byWindow = new TreeMap<>();
        for (PerformanceValue value : values) {
            policy.window()
                    .containing(value.window().start())
                    .filter(longer -> !value.estimated())
                    .ifPresent(
                            longer ->
                                    byWindow.computeIfAbsent(longer, w -> new ArrayList<>())
                                            .add(value));
        }
        List<PerformanceValue> pooled = new ArrayList<>();
        byWindow.forEach(
                (window, parts) ->
                        PooledMetrics.of(parts)
                                .forEach(value -> pooled.add(pooled(window, parts, value))));
        return pooled;
    }

    private PerformanceValue pooled(
            Window window, List<PerformanceValue> parts, MetricValue value) {
        return new PerformanceValue(
                window,
                policy.window().label(window),
                value.metric(),
                value.n(),
                value.labelled(),
                value.value(),
                value.low(),
                value.high(),
                value.standardError(),
                value.successes(),
                value.trials(),
                false,
                parts.stream().allMatch(PerformanceValue::mature),
                parts.stream()
                        .map(PerformanceValue::firstEvent)
                        .min(Instant::compareTo)
                        .orElseThrow(),
                parts.stream()
                        .map(PerformanceValue::lastEvent)
                        .max(Instant::compareTo)
                        .orElseThrow());
    }
}
