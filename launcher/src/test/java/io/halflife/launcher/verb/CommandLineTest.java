// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Context context =
            new Context(
                    Path.of("/nowhere"),
                    "0.1.0",
                    Map.of(),
                    new Console(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            false),
                    Clock.systemUTC());

    private int run(String... words) {
        return new CommandLine().run(List.of(words), context);
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo now | demo does not know what to do with now",
                "demo --json | demo does not know --json; it knows --exit",
                "repaly x | there is no verb repaly; see halflife help; did you mean replay?",
                "replay | replay needs a folder with schema.json and the CSV files",
                "replay a b | replay takes one thing only: a folder with schema.json and the CSV"
                        + " files",
                "replay a --windows P1D | replay does not know --windows; it knows --decay-range,"
                        + " --json, --keep, --threshold, --window; did you mean --window?",
                "analyze --modle m | analyze does not know --modle; it knows --aa, --as-of,"
                        + " --decay-range, --dry-run, --environment, --from, --json, --model,"
                        + " --policy, --to, --version; did you mean --model?",
                "analyze --version 2 | --version is that of a model: say which --model, too",
                "analyze --policy p.json | --policy is for --dry-run and --aa: say one of them,"
                        + " too",
                "analyze --model m --as-of yesterday | --as-of must be RFC 3339 with an offset, as"
                        + " 2026-01-02T00:00:00Z",
                "analyze --model m --decay-range foo | --decay-range must be two window labels"
                        + " A..B, the earlier one first, as 2026-01..2026-03",
                "import --kind predictions --freeze a.csv | --freeze is for the rows of a reference"
                        + " that are loaded",
                "archive --to a --before soon | --before soon: a day as 2026-01-31, or a time with"
                        + " its offset",
                "archive --to a --before 2026-02-30 | --before 2026-02-30: a day as 2026-01-31, or"
                        + " a time with its offset",
                "replay a --window | --window needs a value",
                "replay a --window P1D --window=P1D | --window is said twice",
                "replay a --window fortnight | --window fortnight: must be P1D, PT1H, P1W, P1M,"
                        + " P1Y or count:5000",
                "replay a --threshold accuracy | --threshold accuracy: must be metric=value, as"
                        + " accuracy=0.80",
                "replay a --threshold accuracy=high | --threshold accuracy=high: what follows ="
                        + " must be a number",
                "report | report needs --model: say which",
                "report churn | report does not know what to do with churn",
                "report --model churn --json | report does not know --json; it knows --environment,"
                        + " --from, --model, --out, --to, --version",
                "report --model churn --from 2026-08-02 --to 2026-08-01 | the period ends before it"
                        + " begins",
                "report --model churn --to soon | to is neither a day like 2026-08-05 nor a time"
                        + " like 2026-08-05T13:00:00Z, from the year 1900 to 9999",
                "up now | up does not know what to do with now",
                "status --json | status does not know --json; it takes no options"
            })
    void run_misunderstood_isOneLineAndExitCode2(String typed, String line) {
        Refusal refusal = assertThrows(Refusal.class, () -> run(typed.strip().split(" ", -1)));

        assertEquals(line, refusal.getMessage());
        assertEquals(Refusal.USAGE, refusal.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"help analyze", "analyze --help", "analyze --model m -h"})
    void help_ofAVerb_isOfThatVerbAlone(String typed) {
        assertEquals(0, run(typed.split(" ", -1)));

        assertTrue(shown().startsWith("halflife analyze "), shown());
        assertTrue(shown().contains("--dry-run --policy FILE"), shown());
        assertEquals(
                1, shown().lines().filter(line -> line.startsWith("halflife")).count(), shown());
    }

    @Test
    void help_ofWhatIsNoVerb_isAll() {
        assertEquals(0, run("help", "weather"));

        assertTrue(shown().contains("halflife doctor"), shown());
    }

    @Test
    void help_namesEveryVerbThatWorks() {
        assertEquals(0, run("help"));

        for (String verb :
                List.of(
                        "demo", "replay", "up", "analyze", "report", "status", "stop", "reset",
                        "doctor", "version")) {
            assertTrue(shown().contains("halflife " + verb), verb);
        }
    }

    @Test
    void run_withoutAVerb_showsTheHelp() {
        assertEquals(Refusal.USAGE, run());

        assertTrue(shown().contains("halflife replay DIR"));
    }

    @Test
    void version_saysItsOwnAndJavas() {
        assertEquals(0, run("version"));

        assertEquals("halflife 0.1.0 (Java " + System.getProperty("java.version") + ")\n", shown());
    }
}
