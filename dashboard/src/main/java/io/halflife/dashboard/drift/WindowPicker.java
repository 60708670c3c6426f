// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.page.Links;
import io.halflife.monitor.window.Window;
import io.halflife.storage.outline.DriftHistory;
import io.halflife.storage.outline.JudgedWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which window a page shows, and how to get to others. The newest has an address without a window,
 * so that a page that is left open goes on with the time.
 *
 * @param path of the page, without a query
 * @param parameters what addresses carry on beside the window
 * @param shown the label of the window shown
 * @param stretch of the window shown
 * @param labels of the windows to choose from, newest first
 * @param nextLabel of the window after it; the empty string for the newest
 * @param isNextNewest whether that one is the newest
 * @param ofEarlierCut whether the windows are those that an earlier policy cut
 * @param earlierCutLabel the newest window that an earlier policy cut otherwise than the present
 *     one; the empty string where all cut alike
 */
public record WindowPicker(
        String path,
        Map<String, String> parameters,
        String shown,
        Window stretch,
        List<String> labels,
        String nextLabel,
        boolean isNextNewest,
        boolean ofEarlierCut,
        String earlierCutLabel) {

    public WindowPicker {
        Objects.requireNonNull(path, "path");
        parameters = new LinkedHashMap<>(parameters);
        Objects.requireNonNull(shown, "shown");
        Objects.requireNonNull(stretch, "stretch");
        labels = List.copyOf(labels);
        Objects.requireNonNull(earlierCutLabel, "earlierCutLabel");
    }

    /** The picker over the windows that were read, which end with the one shown. */
    public static WindowPicker of(
            String path, Map<String, String> parameters, ShownWindows windows) {
        List<String> newestFirst =
                windows.oldestFirst().stream()
                        .map(JudgedWindow::label)
                        .collect(
                                ArrayList::new,
                                (list, label) -> list.add(0, label),
                                ArrayList::addAll);
        return new WindowPicker(
                path,
                parameters,
                windows.shown().label(),
                windows.shown().window(),
                newestFirst,
                windows.next().map(JudgedWindow::label).orElse(""),
                windows.isNextNewest(),
                windows.cut() == DriftHistory.Cut.EARLIER,
                windows.earlierCut().map(JudgedWindow::label).orElse(""));
    }

    /** The empty string for the oldest that was read. */
    public String earlierHref() {
        return labels.size() < 2 ? "" : href(labels.get(1));
    }

    /** The empty string for the newest. */
    public String laterHref() {
        return nextLabel.isEmpty() ? "" : href(isNextNewest ? "" : nextLabel);
    }

    /** The empty string where the newest is shown. */
    public String newestHref() {
        return nextLabel.isEmpty() ? "" : href("");
    }

    /** Whether an address without a window shows this one, too. */
    boolean isNewest() {
        return nextLabel.isEmpty() && !ofEarlierCut;
    }

    /** The newest window of the present cut. */
    public String presentCutHref() {
        return href("");
    }

    /** The newest window of an earlier cut; the empty string where there is none. */
    public String earlierCutHref() {
        return earlierCutLabel.isEmpty() ? "" : href(earlierCutLabel);
    }

    /** Where the window can be muted or excluded. */
    public String muteHref() {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.keySet().retainAll(Set.of("version", "environment"));
        all.put("from", stretch.start().toString());
        all.put("to", stretch.end().toString());
        String model = path.substring(0, path.indexOf('/', "/models/".length()));
        return model + "/mutes" + Links.query(all);
    }

    private String href(String label) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("window", label);
        return path + Links.query(all);
    }
}
