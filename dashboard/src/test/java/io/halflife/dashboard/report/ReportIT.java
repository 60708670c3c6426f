// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.Asking;
import io.halflife.dashboard.Seeds;
import io.halflife.dashboard.drift.WideModel;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.period.Period;
import io.halflife.http.problem.ProblemException;
import io.halflife.monitor.drift.TestWords;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.webhook.SealingKey;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The report of a model and period, as a file and through its door. */
class ReportIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String HOSTILE = "</style><img src=x onerror=alert(1)>";
    private static final String GERMAN = "Größe der Straße, in Maßen";
    private static final String JAPANESE = "東京都の人口密度";
    private static final String LONG = "long_name_".repeat(12);
    private static final Instant NOW = Instant.parse("2026-04-01T08:00:00Z");

    /** Everything by which a file can lead out of itself. */
    private static final Pattern LEADS_OUT =
            Pattern.compile(
                    "(?:src|srcset|href|action|poster|data|cite|background)\\s*=\\s*[\"']?([^\"'\\s>]*)"
                            + "|url\\(([^)]{0,40})|@import([^;]*)",
                    Pattern.CASE_INSENSITIVE);

    private static Asking asking;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        WideModel.plant(POSTGRES.storage());
        POSTGRES.storage().jdbi().useTransaction(ReportIT::plant);
        asking = new Asking(POSTGRES.storage(), SealingKey.of(SealingKey.random()));
    }

    @AfterAll
    static void stop() {
        asking.close();
    }

    /** Odd names in the wide model, and 90 windows of performance of it. */
    private static void plant(Handle handle) {
        handle.execute("set local time zone 'UTC'");
        handle.execute("delete from feature_profile where length(profile) = 0");
        rename(handle, "feature_1", HOSTILE);
        rename(handle, "feature_2", GERMAN);
        rename(handle, "feature_3", JAPANESE);
        rename(handle, "feature_20", LONG);
        handle.execute(
                """
                insert into performance_window (version_id, environment, window_start, window_end,
                  metric, estimated, label, n, labelled, value, low, high, successes, trials, mature,
                  first_event, last_event)
                select v.id, 'production', day, day + interval '1 day', metric, false,
                       to_char(day, 'YYYY-MM-DD'), 1000, 990, 2.5, 2.4, 2.6, -1, -1, true, day, day
                  from model_version v join model m on m.id = v.model_id and m.name = 'wide',
                       generate_series(timestamptz '2026-01-01Z', '2026-03-31Z', '1 day') day,
                       unnest(array['mae', 'rmse']) metric
                """);
    }

    private static void rename(Handle handle, String from, String to) {
        for (String table : List.of("drift_verdict", "reference_profile", "feature_profile")) {
            handle.execute("update " + table + " set name = ? where name = ?", to, from);
        }
    }

    private static ReportFile file(String model, Period period, Instant now, String maker) {
        return ReportFile.of(
                POSTGRES.storage(),
                Clock.fixed(now, ZoneOffset.UTC),
                new ReportQuestion(model, "", "", period, maker));
    }

    private static String html(String model, Period period) {
        return new String(file(model, period, NOW, "a test").content(), StandardCharsets.UTF_8);
    }

    private static List<String> all(String html, String pattern) {
        return Pattern.compile(pattern).matcher(html).results().map(r -> r.group(1)).toList();
    }

    @Test
    void report_leadsNowhere() {
        for (String model : List.of(WideModel.NAME, Seeds.MODEL, Seeds.BARE_MODEL)) {
            Matcher leads = LEADS_OUT.matcher(html(model, Period.ALL));
            int found = 0;
            while (leads.find()) {
                String to = leads.group(1) == null ? leads.group(2) : leads.group(1);
                boolean isOurs =
                        to != null
                                && (to.startsWith("#")
                                        || to.startsWith("data:font/woff2;base64,")
                                        || isTextOfAName(leads));
                assertTrue(isOurs, model + ": " + leads.group());
                found++;
            }
            assertTrue(found >= 10, "the contents alone have nine links");
        }
    }

    /** The hostile name is there as text: what looks like its attribute is behind "&lt;img". */
    private static boolean isTextOfAName(Matcher leads) {
        return leads.group().equals("src=x");
    }

    /** No script can run: there is none, and the file's own policy allows none. */
    @Test
    void report_runsNothing() throws Exception {
        String html = html(WideModel.NAME, Period.ALL);

        assertFalse(
                Pattern.compile("<script|javascript:", Pattern.CASE_INSENSITIVE)
                        .matcher(html)
                        .find());
        assertEquals(List.of(), all(Asking.markup(html), "(<[^>]*\\s(?:on[a-z]+|style)=[^>]*>)"));
        String policy =
                all(html, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\"")
                        .get(0)
                        .replace("&#39;", "'");
        String style = all(html.replace("\n", " "), "<style>(.*?)</style>").get(0);
        String digest =
                java.util.Base64.getEncoder()
                        .encodeToString(
                                java.security.MessageDigest.getInstance("SHA-256")
                                        .digest(style.getBytes(StandardCharsets.UTF_8)));
        assertTrue(policy.startsWith("default-src 'none'; "), policy);
        assertTrue(policy.contains("style-src 'sha256-" + digest + "'"), policy);
    }

    @Test
    void names_ofAnyKindAreText() {
        String html = html(WideModel.NAME, Period.ALL);

        assertFalse(html.contains("<img"), "hostile");
        assertTrue(html.contains("&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;"));
        assertTrue(html.contains("<bdi>" + GERMAN + "</bdi>"));
        assertTrue(html.contains("<bdi>" + JAPANESE + "</bdi>"));
        assertTrue(html.contains("<h3><bdi>" + LONG + "</bdi>"), "it moved");
        assertEquals(1, html.split("</style>", -1).length - 1);
    }

    /** One reader makes both: row by row what the read API says of the window. */
    @Test
    void figures_areThoseOfTheReadApi() throws Exception {
        String html = html(Seeds.MODEL, Period.ALL);
        JsonNode drift = asking.json(200, "GET", "/v1/models/" + Seeds.MODEL + "/drift", null);
        int compared = 0;
        for (JsonNode item : drift.get("items")) {
            if (item.get("primary").booleanValue()
                    && item.get("window").textValue().equals("1997-05")) {
                String row = row(html, item.get("feature").textValue());
                for (String cell :
                        List.of(
                                TestWords.shortName(item.get("test").textValue()),
                                Figures.number(item.get("statistic").doubleValue(), 3),
                                Figures.p(item.get("p_adjusted").doubleValue()),
                                Figures.number(item.get("effect").doubleValue(), 3),
                                Figures.count(item.get("n_reference").longValue()),
                                Figures.count(item.get("n").longValue()))) {
                    assertTrue(
                            row.contains(">" + cell.replace("<", "&lt;") + "</td>"),
                            cell + " in " + row);
                }
                assertTrue(
                        row.contains(" " + item.get("alarm_state").textValue() + "</span>"), row);
                compared++;
            }
        }
        assertEquals(2, compared);
        JsonNode performance =
                asking.json(
                        200, "GET", "/v1/models/" + Seeds.MODEL + "/performance?order=desc", null);
        JsonNode newest = performance.at("/items/0");
        assertTrue(
                html.contains(
                        "Accuracy is "
                                + Figures.number(newest.get("value").doubleValue(), 3)
                                + " (95 % interval "
                                + Figures.number(newest.get("low").doubleValue(), 3)
                                + " to "
                                + Figures.number(newest.get("high").doubleValue(), 3)
                                + "), n "
                                + Figures.count(newest.get("labelled").longValue())));
        JsonNode fit = asking.json(200, "GET", "/v1/models/" + Seeds.MODEL + "/decay", null);
        assertTrue(
                html.contains(
                        Figures.number(fit.at("/items/0/half_life_days").doubleValue(), 0)
                                + " days"));
    }

    /** A run that ends while a report is read is in every part of it or in none. */
    @Test
    void figures_areOfOneStateOfTheDatabase() {
        Clock meddling =
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        setNewest(0.5);
                        return NOW;
                    }
                };
        try {
            String html =
                    new String(
                            ReportFile.of(
                                            POSTGRES.storage(),
                                            meddling,
                                            new ReportQuestion(
                                                    Seeds.MODEL, "", "", Period.ALL, "a test"))
                                    .content(),
                            StandardCharsets.UTF_8);

            assertTrue(html.contains("Accuracy is 0.797"), "the sentence");
            assertTrue(html.contains("<dd class=\"figure \">0.797</dd>"), "the tile");
            assertFalse(html.contains("0.500 (0."), "the figures of a chart");
            assertTrue(html(Seeds.MODEL, Period.ALL).contains("Accuracy is 0.500"), "meddled");
        } finally {
            setNewest(0.796875);
        }
    }

    /** From another thread, for that has another connection. */
    private static void setNewest(double accuracy) {
        CompletableFuture.runAsync(
                        () ->
                                POSTGRES.storage()
                                        .jdbi()
                                        .useHandle(
                                                handle ->
                                                        handle.execute(
                                                                "update performance_window set value = ?"
                                                                        + " where label = '1997-05'",
                                                                accuracy)))
                .join();
    }

    private static String row(String html, String name) {
        return all(
                        html.replace("\n", " "),
                        "(<tr class=\"is-[A-Z]+\">\\s*<th scope=\"row\"><bdi>"
                                + name
                                + "</bdi>.*?</tr>)")
                .get(0);
    }

    @Test
    void report_saysWhatItIsAbout() {
        String html = html(Seeds.MODEL, Period.ALL);

        assertTrue(html.contains("<h1>" + Seeds.MODEL + "</h1>"));
        assertTrue(html.contains("version 1</span>") && html.contains("production</span>"));
        assertTrue(html.contains("<p class=\"made\">Made 2026-04-01 08:00 UTC by a test.</p>"));
        assertTrue(
                html.contains(
                        "from 1997-01-01 00:00 UTC up to, not including, 1997-06-01 00:00 UTC"));
        assertTrue(html.contains("5 windows, 1997-01 to 1997-05"));
        assertTrue(
                html.contains("1997-06-01 01:00 UTC, judged by policy revision 3, replayed data"));
        assertTrue(html.contains("accuracy 0.797 is below 0.831"), "the call's summary");
        assertTrue(html.contains("3 of 5</td>"), "windows in which nswprice drifted");
        assertTrue(html.contains("1 alarm was raised in this period."));
        assertTrue(html.contains("would have fired in 3 of 5 mature windows"));
        assertTrue(html.contains("<code>drift.k</code>"), "the policy");
        assertTrue(html.contains("No latency and no answer was ever measured"), "refused with why");
    }

    /** Half-open, and nothing of later windows, but for what says so. */
    @Test
    void report_ofAPastPeriod_holdsOnlyThat() {
        String html = html(Seeds.MODEL, Period.of("1997-01-01", "1997-03-31"));

        assertTrue(
                html.contains(
                        "from 1997-01-01 00:00 UTC up to, not including, 1997-04-01 00:00 UTC"));
        assertTrue(html.contains("3 windows, 1997-01 to 1997-03"));
        assertTrue(html.contains("Every column of window 1997-03"));
        assertTrue(html.contains("1 of 3</td>"));
        assertTrue(html.contains("All metrics of window 1997-03"));
        assertTrue(html.contains("Retraining was not asked for in this period."));
        assertTrue(html.contains("also those after this period"), "of the fit");
        assertFalse(html.contains("class=\"situation"), "nothing as of today");
        assertFalse(html.contains("1997-04<"), "no later window");
        assertFalse(html.contains("1997-05<"), "no later window");
    }

    @Test
    void report_ofAPeriodWithoutWindows_saysSo() {
        String html = html(Seeds.MODEL, Period.of("1990-01-01", "1990-02-01"));

        assertTrue(html.contains("none was analysed in this period"));
        assertTrue(html.contains("No window of this period was evaluated"));
        assertTrue(html.contains("No window of this period has been judged"));
        assertTrue(html.contains("No alarm stood in this period."));
    }

    @Test
    void report_ofAModelWithNothing_saysWhatIsMissing() {
        String html = html(Seeds.BARE_MODEL, Period.ALL);

        assertTrue(html.contains("No version is registered yet"));
        assertTrue(html.contains("all windows; there is none yet"));
        assertTrue(html.contains("Nobody set a policy"));
        assertEquals(List.of(), all(html, "(NaN|null|Infinity)"));
    }

    /** One window of one row: not judged, and the reason says why. */
    @Test
    void report_ofOneRow_isInconclusiveWithTheReason() {
        POSTGRES.storage()
                .jdbi()
                .useTransaction(
                        handle ->
                                handle.execute(
                                        """
                                        insert into drift_verdict (version_id, environment,
                                          window_start, window_end, role, name, test, label,
                                          is_primary, reference_id, n_reference, n, missing,
                                          verdict, alarm_state, reason, detail, new_categories)
                                        select version_id, 'lonely', '2026-01-01Z', '2026-01-02Z',
                                               'FEATURE', 'age', 'ks', '2026-01-01', true,
                                               reference_id, 5000, 1, 0, 'INCONCLUSIVE', 'CLEAR',
                                               'inconclusive: 1 value, 100 are needed', '{}', '{}'
                                          from analysis_run where row_count = 90000
                                        """));
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into version_environment select version_id, 'lonely'"
                                                + " from analysis_run where row_count = 90000"));

        String html =
                new String(
                        ReportFile.of(
                                        POSTGRES.storage(),
                                        Clock.fixed(NOW, ZoneOffset.UTC),
                                        new ReportQuestion(
                                                WideModel.NAME,
                                                "1",
                                                "lonely",
                                                Period.ALL,
                                                "a test"))
                                .content(),
                        StandardCharsets.UTF_8);

        assertTrue(html.contains("1 window, 2026-01-01"), "in the head");
        assertTrue(html.contains("INCONCLUSIVE</span>"));
        assertTrue(html.contains("inconclusive: 1 value, 100 are needed"));
        assertFalse(html.contains("NaN"));
    }

    @Test
    void door_givesAFileToKeep() throws Exception {
        HttpResponse<String> answer =
                asking.call(
                        "GET", "/models/" + Seeds.MODEL + "/report", null, "Accept", "text/html");

        assertEquals(200, answer.statusCode());
        assertEquals(
                "attachment; filename=\"halflife-elec2-logreg-1-production-1997-01-01-1997-05-31.html\";"
                        + " filename*=UTF-8''halflife-elec2-logreg-1-production-1997-01-01-1997-05-31.html",
                answer.headers().firstValue("Content-Disposition").orElse(""));
        assertEquals(
                "text/html; charset=utf-8", answer.headers().firstValue("Content-Type").orElse(""));
        assertTrue(
                answer.headers()
                        .firstValue("Content-Security-Policy")
                        .orElse("")
                        .startsWith("default-src 'none'"));
        assertTrue(answer.body().contains("by the dashboard, for development."));
    }

    /** Who made it when is no news; another period is. */
    @Test
    void tag_isThatOfWhatTheReportSays() throws Exception {
        String path = "/models/" + Seeds.MODEL + "/report";
        String tag =
                asking.call("GET", path, null, "Accept", "text/html")
                        .headers()
                        .firstValue("ETag")
                        .orElse("");

        assertTrue(tag.startsWith("W/\""), tag);
        assertEquals(304, asking.call("GET", path, null, "If-None-Match", tag).statusCode());
        assertEquals(
                200,
                asking.call("GET", path + "?to=1997-03-31", null, "If-None-Match", tag)
                        .statusCode());
        ReportFile one = file(Seeds.MODEL, Period.ALL, NOW, "a test");
        ReportFile other = file(Seeds.MODEL, Period.ALL, NOW.plusSeconds(600), "another one");
        assertEquals(one.tag(), other.tag());
        assertNotEquals(
                new String(one.content(), StandardCharsets.UTF_8),
                new String(other.content(), StandardCharsets.UTF_8));
    }

    @Test
    void door_refusesWhatIsNotThere() throws Exception {
        assertEquals(404, asking.call("GET", "/models/nobody/report", null).statusCode());
        String path = "/models/" + Seeds.MODEL + "/report";
        assertEquals(404, asking.call("GET", path + "?version=9", null).statusCode());
        assertEquals(422, asking.call("GET", path + "?from=soon", null).statusCode());
        assertThrows(
                ProblemException.class, () -> file("nobody", Period.ALL, NOW, "a test").name());
    }

    @Test
    void page_leadsToTheReportOfItsPeriod() throws Exception {
        String page = asking.page("/models/" + Seeds.MODEL + "?from=1997-01-01&to=1997-03-31");

        assertTrue(
                page.contains(
                        "href=\"/models/elec2-logreg/report?version=1&amp;environment=production"
                                + "&amp;from=1997-01-01&amp;to=1997-03-31\""),
                page);
    }
}
