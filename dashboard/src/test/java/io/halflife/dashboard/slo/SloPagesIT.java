// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.BrowserPages;
import io.halflife.dashboard.Seeds;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.page.period.Period;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The page of service levels over a real database: a day of one summary an hour, 100 answers each.
 * In the last hour 30 of them failed, and 20 latencies were above 250 ms.
 */
class SloPagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant FIRST = Instant.parse("1997-05-31T00:00:00Z");
    private static SloPageReader reader;

    @BeforeAll
    static void plant() {
        Seeds.plant(POSTGRES.storage());
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    """
                                    insert into policy_revision (model_id, revision, body, writer)
                                    select id, 1, cast('{"slos":[
                                      {"kind":"latency","objective":0.99,"threshold":"PT0.25S","window":"P30D"},
                                      {"kind":"availability","objective":0.999,"window":"P30D"}]}'
                                      as jsonb), 'test'
                                      from model where name = ?
                                    """,
                                    Seeds.MODEL);
                            for (int hour = 0; hour < 24; hour++) {
                                plant(handle, FIRST.plus(Duration.ofHours(hour)), hour == 23);
                            }
                        });
        reader = new SloPageReader(POSTGRES.storage(), Clock.fixed(Seeds.AS_OF, ZoneOffset.UTC));
    }

    private static void plant(org.jdbi.v3.core.Handle handle, Instant start, boolean isBad) {
        handle.createUpdate(
                        """
                        insert into latency_summary (model_id, instance, interval_id, start_time,
                          end_time, version_id, environment, total, sum_seconds, min_seconds,
                          max_seconds, resolution, explicit_bounds, bounds_n, responses, content_hash)
                        select m.id, 'a', cast(:start as text), :start, :end, v.id, 'production', 100,
                               5, 0.01, :max, 'bounds', array[0.05, 0.25, 1],
                               cast(:n as bigint[]), cast(:responses as jsonb), 1
                          from model m join model_version v on v.model_id = m.id
                         where m.name = :model
                        """)
                .bind("start", start)
                .bind("end", start.plusSeconds(60))
                .bind("max", isBad ? 0.9 : 0.2)
                .bind("n", isBad ? "{50,30,20,0}" : "{60,40,0,0}")
                .bind("responses", isBad ? "{\"2xx\":65,\"4xx\":5,\"5xx\":30}" : "{\"2xx\":100}")
                .bind("model", Seeds.MODEL)
                .execute();
    }

    private static SloPage read(Period period) {
        return reader.read(Seeds.MODEL, "", "", period);
    }

    @Test
    void objectives_sayWhatIsLeftAndHowFastItGoes() {
        List<SloPage.ObjectiveRow> rows = read(Period.ALL).objectives();

        SloPage.ObjectiveRow latency = rows.get(0);
        assertEquals("99 % within 250 ms", latency.words());
        assertEquals("99.167 %", latency.achieved(), "20 of 2,400 were slower");
        assertEquals("16.7 %", latency.budget());
        assertEquals("2,400", latency.n());
        SloPage.ObjectiveRow availability = rows.get(1);
        assertEquals("99.9 % of answers without failure", availability.words());
        assertEquals("98.750 %", availability.achieved(), "30 of 2,400 failed");
        assertEquals("-1,150.0 %", availability.budget());
        assertEquals(StateMark.ALARM, availability.mark());
    }

    /** The last hour has 30 % bad of a budget of 0.1 %; it ended with the last minute measured. */
    @Test
    void burnRates_lookBackFromTheLastMinuteMeasured() {
        SloPage page = read(Period.ALL);

        assertEquals("1997-05-31 23:01 UTC", page.asOf());
        List<SloPage.Burn> burns = page.objectives().get(1).burns();
        assertEquals("300.0 and 300.0", burns.get(0).rates());
        assertTrue(burns.get(0).fires());
        assertEquals("pages above 14.4 in both, from 10 bad on", burns.get(0).rule());
        assertEquals("50.0 and 300.0", burns.get(1).rates(), "30 of 600 in six hours");
    }

    @Test
    void percentiles_ofThePeriodAreOfMergedBuckets() {
        assertTrue(
                read(Period.ALL).sentences().get(0).contains("from merged buckets of 2,400"),
                read(Period.ALL).sentences().toString());
    }

    @Test
    void charts_areDrawnAndTheMapHoldsShares() {
        SloPage page = read(Period.ALL);
        String html =
                new String(new PageRenderer().render("slo.jte", page), StandardCharsets.UTF_8);

        assertEquals(4, html.split("data-chart=\"time\"", -1).length - 1);
        assertEquals("", BrowserPages.forbiddenIn(html));
        assertTrue(page.charts().get(1).json().contains("\"limits\":["), "heat map");
        assertTrue(page.charts().get(1).json().contains("\"unit\":\"ms\""));
    }

    @Test
    void period_withoutMeasurements_saysWhatWasMeasured() {
        String why = read(Period.of("1990-01-01", "1990-02-01")).why();

        assertEquals(
                "Nothing was measured in this period: measured is 1997-05-31 to 1997-05-31.", why);
    }

    @Test
    void modelWithoutVersion_saysSo() {
        assertEquals(
                "No version is registered yet.",
                reader.read(Seeds.BARE_MODEL, "", "", Period.ALL).why());
    }

    @Test
    void stretches_areWholeStepsAndCoverThePeriodOnce() {
        Window shown =
                new Window(
                        Instant.parse("2026-01-01T10:30:00Z"),
                        Instant.parse("2026-01-08T09:00:00Z"));
        Duration step = SloPageReader.step(shown);
        List<Window> windows = SloPageReader.windows(shown, step);

        assertEquals(Duration.ofHours(1), step);
        assertEquals(shown.start(), windows.get(0).start());
        assertEquals(Instant.parse("2026-01-01T11:00:00Z"), windows.get(0).end());
        assertEquals(shown.end(), windows.get(windows.size() - 1).end());
        for (int i = 1; i < windows.size(); i++) {
            assertEquals(windows.get(i - 1).end(), windows.get(i).start());
        }
    }
}
