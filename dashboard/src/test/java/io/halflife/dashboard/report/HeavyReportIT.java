// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.drift.WideModel;
import io.halflife.dashboard.page.period.Period;
import io.halflife.storage.PostgresFixture;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The heaviest report that is promised to be small: 200 features, 90 windows, all in alarm. */
class HeavyReportIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final int BYTES_MAX = 1_000_000;

    @BeforeAll
    static void plant() {
        WideModel.plant(POSTGRES.storage());
        POSTGRES.storage()
                .jdbi()
                .useTransaction(
                        handle -> {
                            handle.execute("set local time zone 'UTC'");
                            handle.execute(
                                    """
                                    update drift_verdict set verdict = 'DRIFTED',
                                      alarm_state = case when extract(day from window_start) % 2 = 1
                                        then 'ALARM' else 'CLEAR' end
                                     where is_primary
                                    """);
                            handle.execute(
                                    """
                                    insert into performance_window (version_id, environment,
                                      window_start, window_end, metric, estimated, label, n,
                                      labelled, value, low, high, successes, trials, mature,
                                      first_event, last_event)
                                    select v.id, 'production', day, day + interval '1 day', metric,
                                           estimated, to_char(day, 'YYYY-MM-DD'), 1000, 990,
                                           2 + random(), 1.5, 3.5, -1, -1, not estimated, day, day
                                      from model_version v,
                                           generate_series(timestamptz '2026-01-01Z', '2026-03-31Z',
                                             '1 day') day,
                                           unnest(array['mae', 'rmse', 'mape']) metric,
                                           unnest(array[true, false]) estimated
                                    """);
                        });
        POSTGRES.storage().jdbi().useHandle(handle -> handle.execute("vacuum analyze"));
    }

    private static ReportFile read() {
        return ReportFile.of(
                POSTGRES.storage(),
                Clock.fixed(Instant.parse("2026-04-01T08:00:00Z"), ZoneOffset.UTC),
                new ReportQuestion(WideModel.NAME, "", "", Period.ALL, "a test"));
    }

    private static long count(String html, String pattern) {
        return Pattern.compile(pattern).matcher(html).results().count();
    }

    @Test
    void report_of200FeaturesOver90Windows_isSmall() {
        read();
        long start = System.nanoTime();
        ReportFile report = read();
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        System.out.println("report: " + report.content().length + " bytes, " + millis + " ms");

        String html = new String(report.content(), StandardCharsets.UTF_8);
        assertTrue(report.content().length < BYTES_MAX, report.content().length + " bytes");
        assertEquals(WideModel.FEATURES, count(html, "<tr class=\"is-ALARM\""));
        assertEquals(WideModel.FEATURES, count(html, "<path class=\"floor\""));
        assertTrue(html.contains("Effect, 90 windows"));
        assertTrue(html.contains("90 windows, 2026-01-01 to 2026-03-31"));
    }

    /** What is left out is said. */
    @Test
    void report_drawsTheWorstAndNamesTheRest() {
        String html = new String(read().content(), StandardCharsets.UTF_8);

        assertEquals(ReportReader.MOVED_MAX, count(html, "aria-label=\"Histogram of "));
        assertTrue(html.contains("Drawn are the 30 that moved most of 200 columns"));
        assertTrue(html.contains("The newest 200 are listed."));
        assertTrue(html.contains("At least 1,000 alarms were raised in this period."));
    }
}
