// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.BrowserPages;
import io.halflife.dashboard.Seeds;
import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.page.period.Period;
import io.halflife.http.problem.ProblemException;
import io.halflife.storage.PostgresFixture;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The performance page over a real database: measured, estimated, fitted, refused. */
class PerformancePagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static PerformancePageReader reader;

    /** Estimates of all five months and of June, which has no label; ROC AUC in May only. */
    @BeforeAll
    static void plant() {
        Seeds.plant(POSTGRES.storage());
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    """
                                    insert into performance_window (version_id, environment,
                                      window_start, window_end, metric, estimated, label, n, labelled,
                                      value, low, high, successes, trials, mature, first_event,
                                      last_event)
                                    select version_id, environment, window_start, window_end, metric,
                                           true, label, n, 0, value + 0.03, value + 0.01,
                                           value + 0.05, -1, -1, false, first_event, last_event
                                      from performance_window
                                    union all
                                    select version_id, environment, '1997-06-01Z', '1997-07-01Z',
                                           metric, true, '1997-06', 900, 0, 0.75, 0.73, 0.77, -1, -1,
                                           false, '1997-06-01Z', '1997-06-20Z'
                                      from performance_window where label = '1997-05'
                                    union all
                                    select version_id, environment, window_start, window_end,
                                           'roc_auc', false, label, n, labelled, 0.9, 0.88, 0.92, -1,
                                           -1, true, first_event, last_event
                                      from performance_window where label = '1997-05'
                                    """);
                        });
        Clock clock = Clock.fixed(Seeds.AS_OF, ZoneOffset.UTC);
        reader = new PerformancePageReader(POSTGRES.storage(), clock);
    }

    private static PerformancePage read(String metric, Period period) {
        return reader.read(new PerformancePageReader.Question(Seeds.MODEL, "", "", metric, period));
    }

    private static String html(PerformancePage page) {
        return new String(
                new PageRenderer().render("performance.jte", page), StandardCharsets.UTF_8);
    }

    @Test
    void page_saysWhatIsMeasuredAndWhatIsEstimated() {
        PerformancePage page = read("", Period.ALL);

        List<String> sentences = page.sentences();
        assertEquals(
                "Accuracy is 0.797 (95 % interval 0.777 to 0.817), n 1,480 of 1,488 predictions"
                        + " with ground truth, in window 1997-05; the reference had 0.875, the"
                        + " threshold is 0.831.",
                sentences.get(0));
        assertEquals(
                "Until labels come it is estimated to be 0.750 (95 % interval 0.730 to 0.770),"
                        + " from 900 predictions of window 1997-06; an estimate decides nothing.",
                sentences.get(1));
        assertTrue(sentences.get(2).contains("retrain now, because accuracy is below"));
    }

    @Test
    void estimates_areComparedWithWhatTheLabelsSaid() {
        Chart chart = read("", Period.ALL).charts().get(1);

        assertEquals(
                "The measured value lay in the estimate's interval in 0 of 5 windows that have"
                        + " both.",
                chart.sentence());
    }

    @Test
    void fit_saysEveryFigureWithItsIntervalAndTheLiteralRule() {
        String facts = read("", Period.ALL).fit().toString();

        assertTrue(facts.contains("0.00050 per day, 95 % interval 0.00040 to 0.00060"), facts);
        assertTrue(facts.contains("1,386 days, 95 % interval 1,155 to 1,733 days"), facts);
        assertTrue(facts.contains("scatter 1.50 × what sampling explains (φ)"), facts);
        assertTrue(facts.contains("M₀ there 0.860"), facts);
        assertTrue(
                facts.contains(
                        "would have fired in 3 of 5 mature windows of this period, first in"
                                + " 1997-03"),
                facts);
    }

    @Test
    void metrics_standBesideTheirEstimatesAndTheReference() {
        PerformancePage page = read("", Period.ALL);

        assertEquals("All metrics of window 1997-05, the newest mature one", page.metricsTitle());
        PerformancePage.MetricRow accuracy = page.metrics().get(0);
        assertEquals("Accuracy", accuracy.name());
        assertTrue(accuracy.isShown());
        assertEquals("0.827 (0.807 to 0.847)", accuracy.estimated());
        assertEquals("0.875", accuracy.reference());
        PerformancePage.MetricRow auc = page.metrics().get(1);
        assertEquals("/models/elec2-logreg/performance?metric=roc_auc", auc.href());
        assertEquals("–", auc.estimated());
    }

    /** Only the policy's metric is fitted and has a threshold. */
    @Test
    void anotherMetric_isShownWithoutFitAndThreshold() {
        PerformancePage page = read("roc_auc", Period.ALL);

        String facts = page.fit().toString();
        assertTrue(facts.contains("none was made of ROC AUC"), facts);
        assertTrue(facts.contains("not judged: there is no threshold"), facts);
        assertTrue(page.charts().get(1).why().contains("Nothing is estimated for ROC AUC"));
    }

    @Test
    void period_withoutWindows_saysSo() {
        PerformancePage page = read("", Period.of("1990-01-01", "1990-02-01"));

        assertTrue(html(page).contains("No window of this period was evaluated"));
        assertFalse(html(page).contains("data-chart"));
    }

    @Test
    void unknownMetric_isRefused() {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> read("beauty", Period.ALL));

        assertEquals(404, refused.problem().status());
        assertEquals("unknown_metric", refused.problem().code());
    }

    @Test
    void page_escapesAndDrawsAll() {
        String html = html(read("", Period.ALL));

        assertEquals(3, html.split("data-chart=\"time\"", -1).length - 1);
        assertTrue(html.contains("value=\"roc_auc\""), html);
        assertEquals("", BrowserPages.forbiddenIn(html));
    }

    @Test
    void modelWithoutAnalysis_saysSo() {
        PerformancePage page =
                reader.read(
                        new PerformancePageReader.Question(
                                Seeds.BARE_MODEL, "", "", "", Period.ALL));

        assertEquals("Nothing was analysed yet.", page.why());
    }
}
