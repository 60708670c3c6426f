// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * How far a run of many windows is, on the standard error: one line that is redrawn for a person,
 * else a line per step. What it is told are the {@code progress} objects of the analyzer, and what
 * the run has to wait for. Not thread-safe.
 */
public final class AnalysisProgress implements AutoCloseable {

    private final Console console;
    private String run = "";
    private long firstWindows;
    private double firstSeconds;
    private boolean drawn;

    public AnalysisProgress(Console console) {
        this.console = console;
    }

    /** Takes one line of the analyzer, {@code {"progress":{…}}}. */
    public void show(JsonNode line) {
        JsonNode progress = line.path("progress");
        if (progress.has("waiting_for")) {
            console.note(waiting(progress));
            return;
        }
        String name =
                progress.path("model").asText()
                        + "/"
                        + progress.path("version").asText()
                        + " "
                        + progress.path("environment").asText();
        if (!name.equals(run)) {
            close();
            run = name;
            firstWindows = progress.path("windows").asLong();
            firstSeconds = progress.path("seconds").asDouble();
        }
        String words = name + ": " + words(progress);
        if (console.interactive()) {
            console.err().print("\r\u001b[K" + words);
            console.err().flush();
            drawn = true;
        } else {
            console.note(words);
        }
    }

    private static String waiting(JsonNode progress) {
        return "waiting for the analysis of "
                + progress.path("waiting_for").asText()
                + ", under way since "
                + progress.path("since").asText()
                + "; Ctrl-C stops the waiting, not the run";
    }

    private String words(JsonNode progress) {
        long done = progress.path("windows").asLong();
        long total = progress.path("windows_total").asLong();
        String far =
                String.format(
                        Locale.ROOT,
                        "%,d of %,d windows (%d %%)",
                        done,
                        total,
                        100 * done / Math.max(1, total));
        double seconds = progress.path("seconds").asDouble() - firstSeconds;
        if (done == firstWindows || seconds <= 0) {
            return far;
        }
        double perSecond = (done - firstWindows) / seconds;
        return String.format(
                Locale.ROOT,
                "%s, %,.1f a second, %s left",
                far,
                perSecond,
                remaining((total - done) / perSecond));
    }

    private static String remaining(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds))
                : String.format(Locale.ROOT, "%,.0f min", Math.ceil(seconds / 60));
    }

    /** Takes the line away, so that the next one starts clean. */
    @Override
    public void close() {
        if (drawn) {
            console.err().print("\r\u001b[K");
            console.err().flush();
            drawn = false;
        }
    }
}
