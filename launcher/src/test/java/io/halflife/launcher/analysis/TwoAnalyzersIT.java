// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two analyzers on one database: one works, the other says so, nothing doubles. */
class TwoAnalyzersIT {

    private static final int HOURS = 16;

    private static TwinDatabases databases;

    @BeforeAll
    static void start() {
        databases = TwinDatabases.of(new LoanBook(1, 4, 2000, HOURS, 200));
    }

    @AfterAll
    static void stop() {
        databases.close();
    }

    private static String analyze(int hours) {
        return "{\"command\":\"analyze\",\"as_of\":\"" + LoanBook.afterHours(hours) + "\"}";
    }

    @Test
    void together_oneWorksAndNothingDoubles() throws Exception {
        try (AnalyzerProcess first = AnalyzerProcess.start(databases.hurt());
                AnalyzerProcess second = AnalyzerProcess.start(databases.hurt());
                AnalyzerProcess calm = AnalyzerProcess.start(databases.calm())) {
            for (AnalyzerProcess process : new AnalyzerProcess[] {first, second, calm}) {
                assertTrue(process.answer().path("ready").booleanValue());
            }
            oneIsInTheMiddle(first, second);
            calm.ask(analyze(HOURS - 4));
            assertTrue(calm.answer().path("ok").booleanValue());
            assertEquals("", databases.hurtResults().differenceFrom(databases.calmResults()));

            bothAtOnce(first, second);
            calm.ask(analyze(HOURS));
            assertTrue(calm.answer().path("ok").booleanValue());
            assertEquals("", databases.hurtResults().differenceFrom(databases.calmResults()));
        }
        Map<String, Long> counts = databases.hurtResults().counts();
        assertEquals(2, counts.get("analysis_run"), counts.toString());
        assertTrue(counts.containsKey("outbox"), "no message that could be doubled: " + counts);
    }

    /** While one writes its report, the other is told, and leaves. */
    private static void oneIsInTheMiddle(AnalyzerProcess first, AnalyzerProcess second)
            throws Exception {
        try (HeldReport held = HeldReport.on(databases.postgres())) {
            first.ask(analyze(HOURS - 4));
            held.awaitArrival();
            second.ask(analyze(HOURS - 4));
            JsonNode refusal = second.answer();
            assertEquals(
                    "loans-1/1 in production is being analysed by another analyzer",
                    refusal.path("error").textValue());
            assertTrue(refusal.path("busy").booleanValue());
        }
        assertTrue(first.answer().path("ok").booleanValue());
    }

    /** Who comes second either is told, or finds the same work done and does it again. */
    private static void bothAtOnce(AnalyzerProcess first, AnalyzerProcess second) {
        first.ask(analyze(HOURS));
        second.ask(analyze(HOURS));
        JsonNode one = first.answer();
        JsonNode other = second.answer();
        assertTrue(
                (one.path("ok").booleanValue() || one.path("busy").booleanValue())
                        && (other.path("ok").booleanValue() || other.path("busy").booleanValue())
                        && (one.path("ok").booleanValue() || other.path("ok").booleanValue()),
                one + " " + other);
    }
}
