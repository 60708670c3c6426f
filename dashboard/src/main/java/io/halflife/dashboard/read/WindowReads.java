// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import io.halflife.monitor.analysis.BesideResult;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.volume.WindowVolume;
import io.halflife.monitor.window.Window;
import io.halflife.storage.pages.WindowPages;
import io.halflife.storage.pages.WindowPages.Counted;
import io.halflife.storage.pages.WindowPages.Results;
import io.halflife.storage.pages.WindowRange;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.segment.SegmentResults;
import io.halflife.storage.segment.StoredSegment;
import io.halflife.storage.volume.WindowVolumes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Results that belong to windows. A window is never torn between two pages, and a page ends before
 * its windows hold more than {@link #ROWS_MAX} results, so that no question makes a giant answer.
 */
final class WindowReads {

    /** Results on one page, unless a single window has more. */
    static final int ROWS_MAX = 20_000;

    private final WindowPages windows;
    private final ResultReader results;
    private final SegmentResults segments;
    private final WindowVolumes volumes;

    WindowReads(
            WindowPages windows,
            ResultReader results,
            SegmentResults segments,
            WindowVolumes volumes) {
        this.volumes = volumes;
        this.windows = windows;
        this.results = results;
        this.segments = segments;
    }

    Page<DriftResult> drift(VersionScope scope, WindowQuery query, Cursors cursors) {
        return page(
                (range, limit) -> windows.windows(Results.DRIFT, scope, range, limit),
                new Source<>((from, to) -> results.drift(scope, from, to), DriftResult::window),
                query,
                cursors);
    }

    Page<DriftResult> drift(StoredSegment segment, WindowQuery query, Cursors cursors) {
        return page(
                (range, limit) -> windows.windows(Results.DRIFT, segment, range, limit),
                new Source<>((from, to) -> segments.drift(segment, from, to), DriftResult::window),
                query,
                cursors);
    }

    Page<BesideResult> beside(VersionScope scope, WindowQuery query, Cursors cursors) {
        return page(
                (range, limit) -> windows.windows(Results.BESIDE, scope, range, limit),
                new Source<>(
                        (from, to) -> results.beside(scope, from, to),
                        row -> row.result().window()),
                query,
                cursors);
    }

    Page<PerformanceValue> performance(VersionScope scope, WindowQuery query, Cursors cursors) {
        return page(
                (range, limit) -> windows.windows(Results.PERFORMANCE, scope, range, limit),
                new Source<>(
                        (from, to) -> results.performance(scope, from, to),
                        PerformanceValue::window),
                query,
                cursors);
    }

    Page<PerformanceValue> performance(StoredSegment segment, WindowQuery query, Cursors cursors) {
        return page(
                (range, limit) -> windows.windows(Results.PERFORMANCE, segment, range, limit),
                new Source<>(
                        (from, to) -> segments.performance(segment, from, to),
                        PerformanceValue::window),
                query,
                cursors);
    }

    Page<WindowVolume> volume(VersionScope scope, WindowQuery query, Cursors cursors) {
        return page(
                (range, limit) -> windows.windows(Results.VOLUME, scope, range, limit),
                new Source<>((from, to) -> volumes.of(scope, from, to), WindowVolume::window),
                query,
                cursors);
    }

    /** When the newest prediction happened that a run has seen. */
    Optional<Instant> lastEvent(VersionScope scope) {
        return volumes.lastEvent(scope);
    }

    /** Which windows there are. */
    private interface Windows {
        List<Counted> windows(WindowRange range, int limit);
    }

    /** Where rows of one kind come from. */
    private record Source<T>(Range<T> range, Function<T, Window> windowOf) {}

    /** Rows of the windows that start in {@code [from, to)}. */
    private interface Range<T> {
        List<T> read(Instant from, Instant to);
    }

    private static <T> Page<T> page(
            Windows all, Source<T> source, WindowQuery asked, Cursors cursors) {
        PageQuery query = asked.page();
        WindowRange range =
                new WindowRange(
                        query.from(),
                        query.to(),
                        window(cursors.place(query.cursor())),
                        query.newestFirst(),
                        asked.allCuts());
        List<Counted> found = all.windows(range, query.limit() + 1);
        List<Window> wanted = upToLimits(found, query.limit());
        return new Page<>(rows(source, wanted), next(found, wanted, cursors));
    }

    private static List<Window> upToLimits(List<Counted> found, int limit) {
        List<Window> wanted = new ArrayList<>();
        long rows = 0;
        for (Counted counted : found) {
            rows += counted.rows();
            boolean full = wanted.size() == limit || rows > ROWS_MAX;
            if (full && !wanted.isEmpty()) {
                break;
            }
            wanted.add(counted.window());
        }
        return wanted;
    }

    /** In the order of the windows wanted. */
    private static <T> List<T> rows(Source<T> source, List<Window> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Instant first = wanted.stream().map(Window::start).min(Instant::compareTo).orElseThrow();
        Instant last = wanted.stream().map(Window::start).max(Instant::compareTo).orElseThrow();
        Map<Window, List<T>> byWindow =
                source.range().read(first, last.plus(1, ChronoUnit.MICROS)).stream()
                        .collect(Collectors.groupingBy(source.windowOf()));
        return wanted.stream().flatMap(w -> byWindow.getOrDefault(w, List.of()).stream()).toList();
    }

    private static Optional<String> next(
            List<Counted> found, List<Window> wanted, Cursors cursors) {
        if (wanted.size() == found.size()) {
            return Optional.empty();
        }
        Window last = wanted.get(wanted.size() - 1);
        return Optional.of(cursors.next(List.of(last.start().toString(), last.end().toString())));
    }

    private static Window window(List<String> place) {
        return place.isEmpty()
                ? null
                : new Window(Instant.parse(place.get(0)), Instant.parse(place.get(1)));
    }
}
