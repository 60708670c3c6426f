// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import io.halflife.launcher.console.Refusal;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a folder: one line each, at most {@link #SHOWN_MAX} of them. */
final class Problems {

    static final int SHOWN_MAX = 10;

    private static final int QUOTED_MAX = 60;

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /** Whether so much is wrong that reading on would not help anyone. */
    boolean isFull() {
        return lines.size() >= SHOWN_MAX;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /**
     * Does nothing when all is well.
     *
     * @throws Refusal with all lines
     */
    void refuseIfAny() {
        if (lines.isEmpty()) {
            return;
        }
        List<String> shown = new ArrayList<>(lines);
        if (isFull()) {
            shown.add("there may be more: the rest was not read");
        }
        throw Refusal.failed(String.join("\n", shown));
    }

    /** A cell as it is shown to people: quoted, and cut when it is long. */
    static String quoted(String cell) {
        String cut = cell.length() > QUOTED_MAX ? cell.substring(0, QUOTED_MAX) + "…" : cell;
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
