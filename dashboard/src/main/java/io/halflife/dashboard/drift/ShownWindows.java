// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.storage.outline.DriftHistory;
import io.halflife.storage.outline.JudgedWindow;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import java.util.Optional;

/**
 * The windows of a page: the one shown, and those before it that give it a history.
 *
 * @param oldestFirst at most {@link #WINDOWS_MAX}; the last one is shown
 * @param next the one after it, if any
 * @param isNextNewest whether that is the newest
 */
public record ShownWindows(
        List<JudgedWindow> oldestFirst, Optional<JudgedWindow> next, boolean isNextNewest) {

    /** Windows of a history. */
    static final int WINDOWS_MAX = 90;

    /** Empty while no window has been judged. Blocking. */
    public static Optional<ShownWindows> find(
            DriftHistory history, VersionScope scope, String label) {
        if (label == null || label.isEmpty()) {
            List<JudgedWindow> newest = history.newest(scope, WINDOWS_MAX);
            return newest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ShownWindows(newest, Optional.empty(), false));
        }
        JudgedWindow asked =
                history.labelled(scope, label)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.of(
                                                        404,
                                                        "unknown_window",
                                                        "no window of this label was judged")));
        List<JudgedWindow> upTo = history.upTo(scope, asked.window(), WINDOWS_MAX);
        Optional<JudgedWindow> next = history.after(scope, asked.window());
        boolean newest = next.flatMap(n -> history.after(scope, n.window())).isEmpty();
        return Optional.of(new ShownWindows(upTo, next, newest));
    }

    public JudgedWindow shown() {
        return oldestFirst.get(oldestFirst.size() - 1);
    }

    public JudgedWindow first() {
        return oldestFirst.get(0);
    }
}
