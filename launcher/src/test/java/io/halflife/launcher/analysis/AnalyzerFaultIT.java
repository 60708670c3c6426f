// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The analyzer dies, or its database does, while it analyses hour after hour. What is stored is
 * then what was there before the run or what is there after it, for each model and for each
 * reference; the same run again leaves what an undisturbed one leaves.
 */
@Tag("fault")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnalyzerFaultIT {

    private static final int KILLS = Integer.getInteger("fault.kills", 20);
    private static final int MODELS = 3;
    private static final int OTHER_FAULTS = 4;
    private static final List<String> KINDS =
            List.of(
                    StoredResults.REFERENCE,
                    StoredResults.CALIBRATION,
                    StoredResults.VOLUME,
                    StoredResults.RESULTS);

    private static TwinDatabases databases;
    private static AnalyzerProcess calm;
    private static long seed;
    private static int hour;
    private static StoredResults before;
    private static StoredResults after;

    @BeforeAll
    static void start() {
        seed = Long.getLong("fault.seed", System.nanoTime() & 0xFFFFFFFFL);
        System.out.println("fault.seed=" + seed);
        databases = TwinDatabases.of(new LoanBook(MODELS, 6, 5000, KILLS + OTHER_FAULTS + 2, 1500));
        calm = AnalyzerProcess.start(databases.calm());
        calm.answer();
        after = databases.calmResults();
    }

    @AfterAll
    static void stop() {
        calm.close();
        databases.close();
    }

    private static String analyze() {
        return "{\"command\":\"analyze\",\"as_of\":\"" + LoanBook.afterHours(hour) + "\"}";
    }

    /** One more hour is analysed where nothing happens. */
    private static void nextHour() {
        hour++;
        before = after;
        calm.ask(analyze());
        assertTrue(calm.answer().path("ok").booleanValue());
        after = databases.calmResults();
        assertFalse(after.differenceFrom(before).isEmpty(), "a run that changes nothing");
    }

    private static AnalyzerProcess ready() {
        AnalyzerProcess process = AnalyzerProcess.start(databases.hurt());
        assertTrue(process.answer().path("ready").booleanValue());
        return process;
    }

    /** Each group of rows is the one of before or the one of after; how many are already after. */
    private static int assertAllOrNothing(String fault) {
        StoredResults now = databases.hurtResults();
        int done = 0;
        for (int model = 1; model <= MODELS; model++) {
            for (String kind : KINDS) {
                List<String> rows = now.of(kind + model);
                boolean isAfter = rows.equals(after.of(kind + model));
                assertTrue(
                        isAfter || rows.equals(before.of(kind + model)),
                        fault + ", -Dfault.seed=" + seed + ": " + now.differenceFrom(after));
                done += isAfter && kind.equals(StoredResults.RESULTS) ? 1 : 0;
            }
        }
        return done;
    }

    private static void finish(AnalyzerProcess process, String fault) {
        process.ask(analyze());
        JsonNode answer = process.answer();
        assertTrue(answer.path("ok").booleanValue(), fault + ": " + answer);
        assertEquals(
                "",
                databases.hurtResults().differenceFrom(after),
                fault + ", -Dfault.seed=" + seed);
    }

    /** How long the run of an hour takes a process that has just started. */
    private static long usual() {
        nextHour();
        try (AnalyzerProcess process = ready()) {
            long started = System.nanoTime();
            finish(process, "nothing");
            return System.nanoTime() - started;
        }
    }

    /** Every fourth comes when the first model's report is there, the others all over the run. */
    private static void awaitMoment(int kill, double random, long usual) {
        if (kill % 4 < 3) {
            LockSupport.parkNanos((long) ((kill + random) / KILLS * usual));
            return;
        }
        String reports =
                "select count(*) from analysis_run where as_of = '"
                        + LoanBook.afterHours(hour)
                        + "'";
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !databases.postgres().ask(reports).equals("0"));
    }

    @Test
    @Order(1)
    void kill_atAnyMoment_isAllOrNothing() {
        Random random = new Random(seed);
        int unfinished = 0;
        int half = 0;
        long usual = usual();
        for (int kill = 0; kill < KILLS; kill++) {
            nextHour();
            try (AnalyzerProcess process = ready()) {
                process.ask(analyze());
                awaitMoment(kill, random.nextDouble(), usual);
                process.kill();
            }
            int done = assertAllOrNothing("kill " + kill);
            unfinished += done < MODELS ? 1 : 0;
            half += done > 0 && done < MODELS ? 1 : 0;
            try (AnalyzerProcess process = ready()) {
                finish(process, "kill " + kill);
            }
        }
        report(
                "27 kill -9 of the analyzer at any moment",
                KILLS,
                unfinished + " hit before the last report, " + half + " between two");
        assertTrue(unfinished > 0, "no kill came in time");
    }

    /** The report that it writes is written, and it ends by itself. */
    @Test
    @Order(2)
    void sigterm_inTheReport_isObeyedAfterIt() throws Exception {
        nextHour();
        int code;
        try (AnalyzerProcess process = ready()) {
            try (HeldReport held = HeldReport.on(databases.postgres())) {
                process.ask(analyze());
                held.awaitArrival();
                process.terminate();
            }
            code = process.exitCode(Duration.ofSeconds(30));
        }
        int done = assertAllOrNothing("SIGTERM");
        assertTrue(done >= 1, "the report that was under way is lost");
        assertEquals(143, code);
        try (AnalyzerProcess process = ready()) {
            finish(process, "SIGTERM");
        }
        report("27 SIGTERM in the report", 1, done + " of 3 models done, exit code " + code);
    }

    @Test
    @Order(3)
    void cutConnection_inTheReport_isAllOrNothing() throws Exception {
        nextHour();
        try (AnalyzerProcess process = ready()) {
            try (HeldReport held = HeldReport.on(databases.postgres())) {
                process.ask(analyze());
                String backend = held.awaitArrival();
                databases.postgres().ask("select pg_terminate_backend(" + backend + ")");
            }
            JsonNode answer = process.answer();
            assertFalse(answer.path("ok").booleanValue(), answer.toString());
            int done = assertAllOrNothing("cut connection");
            assertEquals(MODELS - 1, done, "the others have their report");
            finish(process, "cut connection");
        }
        report("27 the connection is cut in the report", 1, "the other models were concluded");
    }

    @Test
    @Order(4)
    void stoppedDatabase_inTheReport_isAllOrNothing() throws Exception {
        nextHour();
        try (AnalyzerProcess process = ready()) {
            try (HeldReport held = HeldReport.on(databases.postgres())) {
                process.ask(analyze());
                held.awaitArrival();
                databases.postgres().stopImmediately();
            }
            assertFalse(process.answer().path("ok").booleanValue());
            databases.postgres().startAgain();
            assertAllOrNothing("stopped database");
            finish(process, "stopped database");
        } finally {
            // The server took its connections with it.
            calm.close();
        }
        report("27 pg_ctl stop -m immediate in the report", 1, "");
    }

    private static void report(String fault, int runs, String notes) {
        System.out.println(
                String.format(Locale.ROOT, "| %s | %d | %d | %s |", fault, seed, runs, notes));
    }
}
