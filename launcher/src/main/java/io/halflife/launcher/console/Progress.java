// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.console;

import java.time.Clock;
import java.util.Locale;

/**
 * How far a long piece of work is, on the standard error: a bar that is redrawn for a person, else
 * a line at most every few seconds. Not thread-safe.
 */
public final class Progress implements AutoCloseable {

    private static final int BAR_CELLS = 30;
    private static final long REDRAW_MILLIS = 100;
    private static final long LINE_MILLIS = 5_000;

    private final Console console;
    private final Clock clock;
    private final String title;
    private final long total;
    private final long startMillis;
    private long shownMillis;
    private boolean drawn;

    /**
     * Starts counting.
     *
     * @param total units of work, at least 1
     */
    public Progress(Console console, Clock clock, String title, long total) {
        this.console = console;
        this.clock = clock;
        this.title = title;
        this.total = Math.max(1, total);
        this.startMillis = clock.millis();
        this.shownMillis = startMillis;
    }

    /**
     * Shows how far it is, unless it was shown a moment ago.
     *
     * @param done units done so far
     * @param detail a few words about what is being done
     */
    public void show(long done, String detail) {
        long now = clock.millis();
        if (now - shownMillis < (console.interactive() ? REDRAW_MILLIS : LINE_MILLIS)) {
            return;
        }
        shownMillis = now;
        String line = line(done, detail, (now - startMillis) / 1000);
        if (console.interactive()) {
            console.err().print("\r\u001b[K" + line);
            console.err().flush();
            drawn = true;
        } else {
            console.note(line);
        }
    }

    private String line(long done, String detail, long seconds) {
        int percent = (int) (100 * Math.min(done, total) / total);
        String bar = "";
        if (console.interactive()) {
            int full = BAR_CELLS * percent / 100;
            bar = " [" + "#".repeat(full) + "-".repeat(BAR_CELLS - full) + "]";
        }
        return String.format(
                Locale.ROOT, "%s%s %3d %% · %s · %d s", title, bar, percent, detail, seconds);
    }

    /** Takes the bar away, so that the next line starts clean. */
    @Override
    public void close() {
        if (drawn) {
            console.err().print("\r\u001b[K");
            console.err().flush();
        }
    }
}
