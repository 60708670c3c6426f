// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.page.StateMark;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred and fifty models of 90 daily windows each, three of four columns steady. */
class FleetReaderIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final int MODELS = 150;
    private static final Clock NOW =
            Clock.fixed(Instant.parse("2026-04-02T13:00:00Z"), ZoneOffset.UTC);

    @BeforeAll
    static void plant() {
        POSTGRES.storage()
                .jdbi()
                .useHandle(handle -> handle.createScript(Fleets.of(MODELS, 90)).execute());
    }

    /** The page of a hundred models costs no more questions than the page of one. */
    @Test
    void queries_doNotGrowWithTheModels() {
        int one = queries("model-150", 1);
        int many = queries("", FleetPage.MODELS_MAX);

        assertEquals(one, many);
        assertTrue(many <= 11, many + " queries");
    }

    private static int queries(String only, int expected) {
        Storage storage = POSTGRES.storage();
        AtomicInteger count = new AtomicInteger();
        storage.jdbi()
                .setSqlLogger(
                        new SqlLogger() {
                            @Override
                            public void logAfterExecution(StatementContext context) {
                                count.incrementAndGet();
                            }
                        });
        FleetPage page =
                reader(storage, NOW).read("", only.isEmpty() ? Set.of() : Set.of("model-001"));
        storage.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        assertEquals(expected, page.rows().size());
        return count.get();
    }

    @Test
    void pages_goOnAfterTheHundredth() {
        FleetReader reader = reader(POSTGRES.storage(), NOW);
        FleetPage first = reader.read("", Set.of());
        FleetPage second = reader.read("model-100", Set.of());

        assertEquals("/?after=model-100", first.nextHref());
        assertEquals(MODELS - FleetPage.MODELS_MAX, second.rows().size());
        assertEquals("", second.nextHref());
    }

    @Test
    void rows_areWorstFirst() {
        FleetPage page = reader(POSTGRES.storage(), NOW).read("", Set.of());

        assertEquals(StateMark.ALARM, page.rows().get(0).mark());
        assertEquals(10, page.count(StateMark.ALARM), "every tenth");
        assertEquals("1 of 4", page.rows().get(0).drift().text());
        assertEquals("model-010", page.rows().get(0).model());
    }

    @Test
    void newestFigures_areThoseOfTheNewestWindows() {
        FleetRow row = reader(POSTGRES.storage(), NOW).read("", Set.of()).rows().get(0);

        assertEquals("0.911", row.performance().text());
        assertTrue(row.performance().below().contains("n 900"), row.performance().below());
        assertEquals("1,000", row.traffic().text());
        assertEquals("2026-03-31", row.traffic().below());
    }

    /** Two windows without a run: whoever looks must know. */
    @Test
    void results_thatAreOld_areStale() {
        Clock later = Clock.fixed(Instant.parse("2026-04-09T01:00:00Z"), ZoneOffset.UTC);
        FleetRow fresh = reader(POSTGRES.storage(), NOW).read("", Set.of()).rows().get(0);
        FleetRow old = reader(POSTGRES.storage(), later).read("", Set.of()).rows().get(0);

        assertEquals("36 hours ago", fresh.asOf().below());
        assertEquals("◆ stale, 8 days ago", old.asOf().below());
    }

    private static FleetReader reader(Storage storage, Clock clock) {
        return new FleetReader(storage, clock, new FirstSteps("http://127.0.0.1:8080", false));
    }
}
