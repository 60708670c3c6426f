// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.Window;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.results.VersionScope;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Latencies by equal stretches of time, counted from the epoch, from the first that was measured to
 * the last. Stretches without any are there too: a gap is a finding.
 */
final class LatencyReads {

    static final Duration STEP_DEFAULT = Duration.ofDays(1);
    private static final Duration STEP_MIN = Duration.ofMinutes(1);
    private static final Duration STEP_MAX = Duration.ofDays(31);

    private final LatencyReader reader;

    LatencyReads(LatencyReader reader) {
        this.reader = reader;
    }

    /**
     * The length of a stretch.
     *
     * @param text an ISO duration of whole minutes; null for a day
     * @throws ProblemException 422 that names the rule
     */
    static Duration step(String text) {
        if (text == null) {
            return STEP_DEFAULT;
        }
        try {
            Duration step = Duration.parse(text);
            boolean isWhole = step.getSeconds() % 60 == 0 && step.getNano() == 0;
            if (isWhole && step.compareTo(STEP_MIN) >= 0 && step.compareTo(STEP_MAX) <= 0) {
                return step;
            }
        } catch (DateTimeException e) {
            // The same rule is broken: one sentence serves both.
        }
        String rule = "step must be an ISO 8601 duration of whole minutes from PT1M to P31D";
        throw new ProblemException(
                Problems.invalid(List.of(new Violation("/step", "out_of_range", rule))));
    }

    Page<LatencyStep> page(VersionScope scope, PageQuery query, Duration step, Cursors cursors) {
        List<String> place = cursors.place(query.cursor());
        Optional<Window> measured = reader.span(scope);
        if (measured.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        Window first = holding(measured.get().start(), step);
        Instant lowest = later(first.start(), ceiling(query.from(), step));
        Instant highest = earlier(measured.get().end(), query.to());
        Instant at = place.isEmpty() ? null : Instant.parse(place.get(0));
        List<Window> windows =
                query.newestFirst()
                        ? backward(at == null ? highest : at, lowest, step, query.limit())
                        : forward(at == null ? lowest : at, highest, step, query.limit());
        return new Page<>(
                reader.of(scope, windows), next(windows, lowest, highest, query, cursors));
    }

    private static List<Window> forward(Instant from, Instant end, Duration step, int limit) {
        List<Window> windows = new ArrayList<>();
        for (Instant at = from; at.isBefore(end) && windows.size() < limit; at = at.plus(step)) {
            windows.add(new Window(at, at.plus(step)));
        }
        return windows;
    }

    /** Stretches that start before {@code before}, newest first. */
    private static List<Window> backward(Instant before, Instant end, Duration step, int limit) {
        List<Window> windows = new ArrayList<>();
        if (!end.isBefore(before)) {
            return windows;
        }
        Instant at = holding(before.minusNanos(1_000), step).start();
        while (!at.isBefore(end) && windows.size() < limit) {
            windows.add(new Window(at, at.plus(step)));
            at = at.minus(step);
        }
        return windows;
    }

    private static Optional<String> next(
            List<Window> windows,
            Instant lowest,
            Instant highest,
            PageQuery query,
            Cursors cursors) {
        if (windows.size() < query.limit()) {
            return Optional.empty();
        }
        Window last = windows.get(windows.size() - 1);
        Instant place = query.newestFirst() ? last.start() : last.end();
        boolean goesOn = query.newestFirst() ? lowest.isBefore(place) : place.isBefore(highest);
        return goesOn ? Optional.of(cursors.next(List.of(place.toString()))) : Optional.empty();
    }

    /** The first stretch that starts at the instant or later. */
    private static Instant ceiling(Instant from, Duration step) {
        if (from.equals(Instant.MIN)) {
            return from;
        }
        Window holding = holding(from, step);
        return holding.start().equals(from) ? from : holding.end();
    }

    private static Window holding(Instant instant, Duration step) {
        return new DurationWindows(step).containing(instant).orElseThrow();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
