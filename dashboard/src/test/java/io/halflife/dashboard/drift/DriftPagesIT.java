// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.DashboardService;
import io.halflife.dashboard.DashboardSettings;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.PostgresFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The drift pages of a wide model, asked over HTTP. */
class DriftPagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    /** With scripts and styles the whole look stays near 100 kB. */
    private static final int PAGE_BYTES_MAX = 60_000;

    private static final String DRIFT = "/models/wide/drift";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static DashboardService dashboard;

    @BeforeAll
    static void start() {
        WideModel.plant(POSTGRES.storage());
        POSTGRES.storage().jdbi().useHandle(handle -> handle.execute("vacuum analyze"));
        SettingsReader settings =
                new SettingsReader(
                        Map.of(
                                "HALFLIFE_DEV", "true",
                                "HALFLIFE_DASHBOARD_PORT", "0",
                                "HALFLIFE_DASHBOARD_MANAGEMENT_PORT", "0"),
                        path -> "");
        dashboard = DashboardService.start(DashboardSettings.read(settings), POSTGRES.storage());
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    @Test
    void drift_showsEveryColumnTheWorstFirst() throws Exception {
        String page = page(DRIFT);

        List<String> states = all(page, "<tr data-state=\"([A-Z]+)\"");
        assertEquals(WideModel.FEATURES, states.size());
        assertEquals(10, states.lastIndexOf("ALARM") + 1);
        assertTrue(page.contains("> Alarm 10</button>"), "counted in the button");
        assertTrue(page.contains("Columns in window " + WideModel.LAST_DAY));
        assertTrue(page.contains("400 tests in one family (200 columns and 200 missing rates)"));
    }

    @Test
    void drift_drawsHistoryAndHistogramOfEveryColumn() throws Exception {
        String page = page(DRIFT);

        assertEquals(
                WideModel.FEATURES, all(page, "<path class=\"reference\" d=\"(M0 40V)").size());
        assertEquals(WideModel.FEATURES, all(page, "(<path class=\"threshold\")").size());
        assertTrue(page.contains("<th scope=\"col\">90 windows</th>"));
    }

    @Test
    void drift_saysWhatWasFoundBesideTheVerdict() throws Exception {
        String page = page(DRIFT);

        assertEquals(List.of("2.9 % missing"), all(page, "<span class=\"flag\">([^<]+)</span>"));
    }

    /** What 200 columns over 90 windows weigh, and that a look does not take seconds. */
    @Test
    void drift_ofManyColumns_staysSmall() throws Exception {
        HttpResponse<byte[]> warm = compressed(DRIFT);
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = compressed(DRIFT);
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        System.out.println(
                "drift page: " + answer.body().length + " bytes, " + milliseconds + " ms");

        assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElse(""));
        assertTrue(answer.body().length < PAGE_BYTES_MAX, answer.body().length + " bytes");
        assertEquals(warm.body().length, answer.body().length);
    }

    @Test
    void drift_ofAnEarlierWindow_leadsToLaterOnes() throws Exception {
        String page = page(DRIFT + "?window=2026-03-30");

        assertTrue(page.contains("Columns in window 2026-03-30"));
        assertTrue(page.contains("href=\"/models/wide/drift\" rel=\"next\""), "the newest is next");
        assertTrue(page.contains("href=\"/models/wide/drift?window=2026-03-29\" rel=\"prev\""));
        assertTrue(page.contains("/features/feature_20?window=2026-03-30\""), "columns keep it");
    }

    @Test
    void feature_showsCurvesHistoriesAndTests() throws Exception {
        String page = page("/models/wide/features/feature_20");

        assertEquals(
                List.of(
                        "Cumulative shares",
                        "Histogram",
                        "Effect over time",
                        "Quantiles over time",
                        "Missing values over time"),
                all(page, "<figure[^>]*>\\s*<h2>([^<]+)</h2>"));
        assertTrue(page.contains("the curves are farthest apart (D "));
        assertTrue(page.contains("right to 0."), "says how exact the curves are");
        assertEquals(4, all(page, "<td data-name=\"Statistic\" (class)").size());
        assertTrue(page.contains("Kolmogorov–Smirnov"), "says what the test means");
    }

    @Test
    void feature_keepsTheWindow() throws Exception {
        String page = page("/models/wide/features/feature_1?window=2026-01-02");

        assertTrue(page.contains("Tests of window 2026-01-02"));
        assertFalse(page.contains("Cumulative shares"), "that day has no profile");
    }

    @ParameterizedTest
    @CsvSource({
        "/models/nobody/drift",
        "/models/wide/drift?window=1999-01-01",
        "/models/wide/drift?version=7",
        "/models/wide/features/height",
        "/models/wide/features/feature_1?role=label",
        "/models/wide/features/feature_1?role=nonsense",
        "/models/wide/retraining/rtr_0"
    })
    void pages_ofWhatIsNotThere_areNotFound(String path) throws Exception {
        assertEquals(404, answer(path).statusCode(), path);
    }

    @Test
    void retraining_withoutRequests_saysWhenTheyCome() throws Exception {
        assertTrue(page("/retraining").contains("No call to retrain yet"));
        assertTrue(page("/models/wide/retraining").contains("No call to retrain yet"));
    }

    private static String page(String path) throws Exception {
        HttpResponse<String> answer = answer(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static HttpResponse<String> answer(String path) throws Exception {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> compressed(String path) throws Exception {
        return CLIENT.send(
                request(path).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path));
    }

    private static List<String> all(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
