// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The connection that holds a run's locks is cut while the run goes on by others. */
class LostLockIT {

    private static final int MODELS = 3;
    private static final int HOURS = 4;
    private static final String ANALYZE =
            "{\"command\":\"analyze\",\"as_of\":\"" + LoanBook.afterHours(HOURS) + "\"}";

    /** Of the locks that runs take, not of those that a session takes by the way. */
    private static final String CUT =
            "select count(pg_terminate_backend(pid, 5000)) from (select distinct pid from pg_locks"
                    + " where locktype = 'advisory' and database ="
                    + " (select oid from pg_database where datname = 'halflife')) holders";

    private static TwinDatabases databases;

    @BeforeAll
    static void start() {
        databases = TwinDatabases.of(new LoanBook(MODELS, 4, 2000, HOURS, 200));
    }

    @AfterAll
    static void stop() {
        databases.close();
    }

    /** The report that is being written was begun under its lock; no other is begun. */
    @Test
    void lostLock_stopsTheRun() throws Exception {
        StoredResults before = databases.hurtResults();
        analyzeCalm();
        StoredResults after = databases.calmResults();
        try (AnalyzerProcess process = AnalyzerProcess.start(databases.hurt())) {
            assertTrue(process.answer().path("ready").booleanValue());
            try (HeldReport held = HeldReport.on(databases.postgres())) {
                process.ask(ANALYZE);
                held.awaitArrival();
                assertEquals("1", databases.postgres().ask(CUT));
            }
            JsonNode answer = process.answer();
            assertFalse(answer.path("ok").booleanValue(), answer.toString());
            assertFalse(answer.path("busy").asBoolean(), answer.toString());
            assertEquals(lost(2) + "; " + lost(3), answer.path("error").textValue());
            assertWritten(1, after);
            assertWritten(2, before);
            assertWritten(3, before);

            process.ask(ANALYZE);
            assertTrue(process.answer().path("ok").booleanValue());
        }
        assertEquals("", databases.hurtResults().differenceFrom(after));
    }

    private static String lost(int model) {
        return LoanBook.name(model)
                + "/1 in production has no report: the database connection that held its lock was"
                + " lost; nothing of it was written, and the next run does it";
    }

    private static void assertWritten(int model, StoredResults expected) {
        List<String> rows = databases.hurtResults().of(StoredResults.RESULTS + model);
        assertEquals(expected.of(StoredResults.RESULTS + model), rows);
    }

    private static void analyzeCalm() {
        try (AnalyzerProcess calm =
                AnalyzerProcess.start(
                        databases.calm(),
                        "--once",
                        "--as-of",
                        LoanBook.afterHours(HOURS).toString())) {
            JsonNode answer = calm.answer();
            assertTrue(answer.path("ok").booleanValue(), answer + calm.said());
        }
    }
}
