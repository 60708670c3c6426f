// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnalysisProgressTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void show_toAFile_isALineAStepWithRateAndRest() {
        try (AnalysisProgress progress = new AnalysisProgress(new Console(err, err, false))) {
            progress.show(line("1", 0, 26_280, 0.5));
            progress.show(line("1", 1000, 26_280, 10.5));
            progress.show(line("1", 26_000, 26_280, 260.5));
        }

        assertEquals(
                "churn/1 production: 0 of 26,280 windows (0 %)\n"
                        + "churn/1 production: 1,000 of 26,280 windows (3 %), 100.0 a second,"
                        + " 5 min left\n"
                        + "churn/1 production: 26,000 of 26,280 windows (98 %), 100.0 a second,"
                        + " 3 s left\n",
                said.toString(StandardCharsets.UTF_8));
    }

    /** A run that goes on where an earlier one was killed: what that one did is no rate of ours. */
    @Test
    void show_ofAResumedRun_countsItsOwnWindows() {
        try (AnalysisProgress progress = new AnalysisProgress(new Console(err, err, false))) {
            progress.show(line("1", 900, 1000, 1));
            progress.show(line("1", 950, 1000, 6));
        }

        assertEquals(
                "churn/1 production: 900 of 1,000 windows (90 %)\n"
                        + "churn/1 production: 950 of 1,000 windows (95 %), 10.0 a second,"
                        + " 5 s left\n",
                said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void show_toAPerson_redrawsOneLineAndTakesItAway() {
        try (AnalysisProgress progress = new AnalysisProgress(new Console(err, err, true))) {
            progress.show(line("1", 1, 2, 1));
        }

        assertEquals(
                "\r\u001b[Kchurn/1 production: 1 of 2 windows (50 %)\r\u001b[K",
                said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void show_ofWhatIsWaitedFor_saysWhatAndSinceWhen() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.putObject("progress").put("waiting_for", "loans").put("since", "2026-01-02T00:00:00Z");
        try (AnalysisProgress progress = new AnalysisProgress(new Console(err, err, true))) {
            progress.show(line);
        }

        assertEquals(
                "waiting for the analysis of loans, under way since 2026-01-02T00:00:00Z; Ctrl-C"
                        + " stops the waiting, not the run\n",
                said.toString(StandardCharsets.UTF_8));
    }

    private static ObjectNode line(String version, int windows, int total, double seconds) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.putObject("progress")
                .put("model", "churn")
                .put("version", version)
                .put("environment", "production")
                .put("windows", windows)
                .put("windows_total", total)
                .put("seconds", seconds);
        return line;
    }
}
