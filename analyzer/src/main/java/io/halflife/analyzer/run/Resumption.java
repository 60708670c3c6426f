// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.analysis.EarlierPortions;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import io.halflife.storage.analysis.Seen;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.portion.UnfinishedRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a run begins: at its first window, or where an attempt before it was ended. What that has
 * written stands, unless rows have come to it since.
 *
 * @param todo windows that are yet to be read, oldest first
 * @param earlier what is written
 * @param attempt the mark of the attempt whose windows are left out of {@code todo}
 */
record Resumption(
        List<TouchedWindow> todo, EarlierPortions earlier, Optional<UnfinishedRun> attempt) {

    Resumption {
        todo = List.copyOf(todo);
    }

    /**
     * Decides which of the touched windows are done.
     *
     * @param unfinished the mark that was found
     * @param fits whether this run would write the same as that attempt
     */
    static Resumption of(
            List<TouchedWindow> touched,
            Optional<UnfinishedRun> unfinished,
            boolean fits,
            Search search) {
        if (unfinished.isEmpty()) {
            return new Resumption(touched, EarlierPortions.NONE, Optional.empty());
        }
        UnfinishedRun attempt = unfinished.get();
        if (!fits) {
            // All over again; but whoever was told of alarms was told of those before the attempt.
            return new Resumption(
                    touched, earlier(attempt, Set.of(), List.of(), touched), Optional.empty());
        }
        Set<Window> again =
                search.since(new Seen(attempt.asOf(), attempt.watermark())).stream()
                        .map(TouchedWindow::window)
                        .collect(Collectors.toSet());
        List<TouchedWindow> done = new ArrayList<>();
        List<TouchedWindow> todo = new ArrayList<>();
        for (TouchedWindow window : touched) {
            boolean written = !window.window().end().isAfter(attempt.doneUntil());
            (written && !again.contains(window.window()) ? done : todo).add(window);
        }
        return new Resumption(
                todo, earlier(attempt, attempt.judged(), done, todo), Optional.of(attempt));
    }

    private static EarlierPortions earlier(
            UnfinishedRun attempt,
            Set<Column> judged,
            List<TouchedWindow> done,
            List<TouchedWindow> todo) {
        Instant from = todo.isEmpty() ? attempt.doneUntil() : todo.get(0).window().start();
        long rows = done.stream().mapToLong(TouchedWindow::rows).sum();
        return new EarlierPortions(done.size(), rows, from, attempt.inAlarm(), judged);
    }

    /** Finds windows that hold rows which were not seen then. */
    interface Search {
        List<TouchedWindow> since(Seen seen);
    }
}
