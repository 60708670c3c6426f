// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.page.period.Period;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.monitor.window.Window;
import io.halflife.storage.outline.DriftHistory;
import io.halflife.storage.outline.DriftHistory.Cut;
import io.halflife.storage.outline.JudgedWindow;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The windows of a page: the one shown, and those before it that give it a history.
 *
 * @param oldestFirst at most {@link #WINDOWS_MAX}; the last one is shown
 * @param next the one after it, if any
 * @param isNextNewest whether that is the newest
 * @param cut all are of this one: the earlier where only earlier policies cut a window as asked
 * @param earlierCut the newest window that an earlier policy cut otherwise, if any
 */
public record ShownWindows(
        List<JudgedWindow> oldestFirst,
        Optional<JudgedWindow> next,
        boolean isNextNewest,
        Cut cut,
        Optional<JudgedWindow> earlierCut) {

    /** Windows of a history. */
    static final int WINDOWS_MAX = 90;

    private static final double LENGTHS_DIFFER = 0.15;

    /**
     * Without a label the newest windows of the present cut, else the newest of all. Empty while no
     * window has been judged. Blocking.
     */
    public static Optional<ShownWindows> find(
            DriftHistory history, VersionScope scope, String label) {
        if (label != null && !label.isEmpty()) {
            return Optional.of(labelled(history, scope, label));
        }
        Optional<JudgedWindow> earlier = newest(history, scope, Cut.EARLIER);
        Cut cut = newest(history, scope, Cut.CURRENT).isPresent() ? Cut.CURRENT : Cut.EARLIER;
        List<JudgedWindow> newest = history.newest(scope, cut, WINDOWS_MAX);
        return newest.isEmpty()
                ? Optional.empty()
                : Optional.of(new ShownWindows(newest, Optional.empty(), false, cut, earlier));
    }

    private static ShownWindows labelled(DriftHistory history, VersionScope scope, String label) {
        Optional<JudgedWindow> current = history.labelled(scope, Cut.CURRENT, label);
        Cut cut = current.isPresent() ? Cut.CURRENT : Cut.EARLIER;
        JudgedWindow asked =
                current.or(() -> history.labelled(scope, Cut.EARLIER, label))
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.of(
                                                        404,
                                                        "unknown_window",
                                                        "no window of this label was judged")));
        Optional<JudgedWindow> next = history.after(scope, cut, asked.window());
        boolean isNextNewest =
                cut == Cut.CURRENT
                        && next.flatMap(n -> history.after(scope, cut, n.window())).isEmpty();
        return new ShownWindows(
                history.upTo(scope, cut, asked.window(), WINDOWS_MAX),
                next,
                isNextNewest,
                cut,
                newest(history, scope, Cut.EARLIER));
    }

    private static Optional<JudgedWindow> newest(
            DriftHistory history, VersionScope scope, Cut cut) {
        return history.newest(scope, cut, 1).stream().findFirst();
    }

    /** The newest windows of the present cut in a period; the last one is shown. Blocking. */
    public static Optional<ShownWindows> in(
            DriftHistory history, VersionScope scope, Period period) {
        List<JudgedWindow> newest =
                history.newest(scope, Cut.CURRENT, period.from(), period.to(), WINDOWS_MAX);
        return newest.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ShownWindows(
                                newest, Optional.empty(), false, Cut.CURRENT, Optional.empty()));
    }

    /**
     * Whether a window is about as long as the one shown, as those of its cut are: months differ,
     * and so do days where clocks change. Where all are of one cut, every window is.
     */
    public boolean isAlike(Window window) {
        double difference = seconds(window) - seconds(shown().window());
        return earlierCut.isEmpty()
                || Math.abs(difference) <= LENGTHS_DIFFER * seconds(shown().window());
    }

    private static double seconds(Window window) {
        return Duration.between(window.start(), window.end()).toSeconds();
    }

    public JudgedWindow shown() {
        return oldestFirst.get(oldestFirst.size() - 1);
    }

    public JudgedWindow first() {
        return oldestFirst.get(0);
    }
}
