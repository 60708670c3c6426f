// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.page.Assets;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.RegisteredModel;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages over a real database, asked for as a browser does. */
class PagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String HOSTILE = "<script>alert(1)</script>\"'&";
    private static final String MODEL = "/models/" + Seeds.MODEL;
    private static DashboardService dashboard;
    private static BrowserPages pages;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> handle.execute("insert into model (name) values (?)", HOSTILE));
        dashboard = start(POSTGRES.storage());
        pages = new BrowserPages(dashboard.port());
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    private static DashboardService start(Storage storage) {
        return DashboardService.start(new DashboardSettings("127.0.0.1", 0, 0, "", true), storage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                MODEL,
                MODEL + "/performance",
                MODEL + "/slo",
                MODEL + "/quality",
                "/models/untouched",
                "/models/untouched/slo",
                "/models/nobody",
                "/nowhere"
            })
    void pages_keepThePolicy(String path) throws Exception {
        HttpResponse<String> page = pages.get(path);

        String policy = page.headers().firstValue("content-security-policy").get();
        assertEquals(PageAnswers.CONTENT_SECURITY_POLICY, policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("no-store", page.headers().firstValue("cache-control").get());
        assertEquals("", BrowserPages.forbiddenIn(page.body()), path);
        assertTrue(page.body().strip().startsWith("<!DOCTYPE html>"), path);
    }

    /** Everything that a page refers to is there, and may be kept for ever. */
    @Test
    void pages_referOnlyToWhatIsServed() throws Exception {
        Matcher reference =
                Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"")
                        .matcher(pages.get(MODEL).body());
        int found = 0;
        while (reference.find()) {
            found++;
            HttpResponse<byte[]> asset = pages.compressed(reference.group(1));
            assertEquals(200, asset.statusCode(), reference.group(1));
            String keep = asset.headers().firstValue("cache-control").get();
            assertEquals("public, max-age=31536000, immutable", keep);
        }
        assertTrue(found >= 7, found + " assets");
    }

    /** A page from before an upgrade still finds its style sheet, but nobody keeps that. */
    @Test
    void assets_ofAnotherBuild_areNotKept() throws Exception {
        HttpResponse<String> asset = pages.get("/assets/000000000000/halflife.css");

        assertEquals(200, asset.statusCode());
        assertEquals("no-cache", asset.headers().firstValue("cache-control").get());
        assertEquals(404, pages.get(Assets.path("page.js") + ".map").statusCode());
    }

    @Test
    void pages_areCompressedWhereTheBrowserTakesIt() throws Exception {
        HttpResponse<byte[]> page = pages.compressed(MODEL);

        assertEquals("gzip", page.headers().firstValue("content-encoding").get());
        assertEquals("Accept-Encoding", page.headers().firstValue("vary").get());
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(page.body())).readAllBytes();
        assertTrue(new String(plain, StandardCharsets.UTF_8).contains(Seeds.MODEL));
        assertTrue(page.body().length * 2 < plain.length, page.body().length + " bytes");
        assertTrue(pages.get(MODEL).headers().firstValue("content-encoding").isEmpty());
    }

    @Test
    void fleet_saysHowEachModelStands() throws Exception {
        String html = pages.get("/").body();

        assertTrue(html.contains("3 models: 1 ▲ ALARM, 2 ◌ INCONCLUSIVE"), html);
        assertTrue(html.contains("<a href=\"/models/elec2-logreg\">elec2-logreg</a>"), html);
        assertTrue(html.contains("1 of 2"), "columns in alarm");
        assertTrue(html.contains("0.797"), "the newest accuracy");
        assertTrue(html.contains("accuracy ≥ 0.831, n 1,480"), html);
        assertTrue(html.contains("1,386 days"), "half-life");
        assertTrue(html.contains("1,155 to 1,733 days"), "its interval");
        assertTrue(html.contains("68 days ago"), "the crossing of 1997-03-25, as of June");
        assertTrue(html.contains("1,488"), "predictions of the newest window");
        assertTrue(html.contains("not measured"), "no latency was sent");
        assertTrue(html.contains("replayed"), html);
        assertTrue(html.contains("/models/elec2-logreg/retraining/" + Seeds.REQUEST_ID), html);
        assertTrue(html.contains("No version is registered yet."), html);
    }

    /** Names come from clients. */
    @Test
    void fleet_escapesWhatClientsNamed() throws Exception {
        String html = pages.get("/").body();

        assertFalse(html.contains("<script>alert"), html);
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), html);
        String address = "/models/%3Cscript%3Ealert%281%29%3C%2Fscript%3E%22%27%26";
        assertTrue(html.contains(address), html);
        HttpResponse<String> page = pages.get(address);
        assertEquals(200, page.statusCode());
        assertFalse(page.body().contains("<script>alert"), page.body());
    }

    @Test
    void model_saysTheSituationWithItsFigures() throws Exception {
        String html = pages.get(MODEL).body();

        assertTrue(html.contains("1 of 2 columns is in alarm since 1997-03-01 (nswprice)"), html);
        assertTrue(
                html.contains(
                        "Accuracy is 0.797 (95 % interval 0.777 to 0.817, n 1,480 of 1,488"
                                + " predictions) in window 1997-05; its threshold is 0.831."),
                html);
        assertTrue(
                html.contains(
                        "The half-life is 1,386 days (95 % interval 1,155 to 1,733 days), from"
                                + " 5 windows; the fit met 0.831 on 1997-03-25"
                                + " (1997-01-16 to never)."),
                html);
        assertTrue(html.contains("Retraining is requested and not delivered yet"), html);
        assertTrue(html.contains("2,928 rows, 1996-11-01 to 1996-12-31"), html);
        assertTrue(html.contains("until 1996-07-01"), "the end of the training data");
        assertTrue(html.contains("retrain now: accuracy is below its threshold"), html);
    }

    /** One axis of time: every chart begins, ends and is marked alike. */
    @Test
    void model_chartsShareOneAxis() throws Exception {
        List<JsonNode> charts = charts(pages.get(MODEL).body());

        assertEquals(4, charts.size(), "no latency and no answers were counted");
        for (JsonNode chart : charts) {
            assertEquals(charts.get(0).get("from"), chart.get("from"));
            assertEquals(charts.get(0).get("to"), chart.get("to"));
            assertEquals(charts.get(0).get("marks"), chart.get("marks"));
            assertEquals("model", chart.get("sync").textValue());
        }
        List<String> kinds = new ArrayList<>();
        charts.get(0).get("marks").forEach(mark -> kinds.add(mark.get("kind").textValue()));
        assertEquals(List.of("deployment", "alarm", "request"), kinds);
    }

    @Test
    void model_drawsPerformanceFitAndThreshold() throws Exception {
        JsonNode chart = charts(pages.get(MODEL).body()).get(1);

        assertEquals("fit", chart.at("/series/0/name").textValue());
        assertTrue(
                chart.at("/series/0/low/0").doubleValue()
                        < chart.at("/series/0/y/0").doubleValue());
        assertEquals(5, chart.at("/series/1/y").size());
        assertEquals(0.859375, chart.at("/series/1/y/0").doubleValue());
        assertEquals(1480, chart.at("/series/1/n/0").intValue());
        assertEquals(0.83125, chart.at("/thresholds/0/value").doubleValue(), 1e-9);
        assertEquals("crosses Mar 25", chart.at("/crossing/label").textValue());
    }

    /** What is not there says why. */
    @Test
    void model_refusesInWords() throws Exception {
        String html = pages.get(MODEL).body();

        assertTrue(html.contains("No latency was measured in this period"), html);
        assertTrue(html.contains("No answers were counted in this period"), html);
        assertTrue(pages.get("/models/untouched").body().contains("No version is registered yet"));
        assertTrue(
                pages.get(MODEL + "?from=2001-01-01")
                        .body()
                        .contains("No window of this period was analysed"));
    }

    @Test
    void model_showsThePeriodAskedFor() throws Exception {
        String html = pages.get(MODEL + "?from=1997-02-01&to=1997-03-31").body();

        JsonNode performance = charts(html).get(1);
        assertEquals(2, performance.at("/series/1/y").size(), "February and March");
        assertTrue(html.contains("name=\"from\" value=\"1997-02-01\""), html);
        assertTrue(html.contains("name=\"to\" value=\"1997-03-31\""), html);
    }

    @ParameterizedTest
    @CsvSource({
        "/models/nobody, 404, Unknown model",
        "/models/elec2-logreg?version=9, 404, Unknown version",
        "/models/elec2-logreg?environment=moon, 404, Unknown environment",
        "/models/elec2-logreg?from=soon, 422, Timestamp invalid",
        "/nowhere, 404, Not found"
    })
    void problems_arePagesForBrowsers(String path, int status, String title) throws Exception {
        HttpResponse<String> page = pages.get(path);

        assertEquals(status, page.statusCode());
        assertEquals("text/html; charset=utf-8", page.headers().firstValue("content-type").get());
        assertTrue(page.body().contains("<h1>" + title), page.body());
        assertTrue(page.body().contains("href=\"/\""), "a way on");
        String id = page.headers().firstValue("request-id").get();
        assertTrue(page.body().contains(id), "the id that the log knows");
    }

    @Test
    void emptyInstallation_tellsHowToBegin() throws Exception {
        try (Storage empty = Storage.open(PostgresFixture.freshSettings());
                DashboardService fresh = start(empty)) {
            String page = new BrowserPages(fresh.port()).get("/").body();
            assertTrue(page.contains("Nothing is watched yet"), page);
            assertTrue(page.contains("./halflife demo"), page);
            assertTrue(page.contains("curl -s http://127.0.0.1:8080/v1/models "), page);
            assertTrue(page.contains("data-live=\"a model\""), page);
            assertEquals("", BrowserPages.forbiddenIn(page));
        }
    }

    /** What it waits for is another text with every step, and nothing in the end. */
    @Test
    void fleet_saysWhatItWaitsFor() throws Exception {
        try (Storage empty = Storage.open(PostgresFixture.freshSettings());
                DashboardService fresh = start(empty)) {
            BrowserPages browser = new BrowserPages(fresh.port());
            assertTrue(
                    empty.models()
                            .create("a\"b <i>", RegisteredModel.Origin.LIVE, "{}")
                            .isPresent());
            String registered = browser.get("/").body();

            String expected = "data-live=\"a&#34;b &lt;i>: No version is registered yet.\"";
            assertTrue(registered.contains(expected), registered);
            assertEquals("", BrowserPages.forbiddenIn(registered));
        }
    }

    @Test
    void pages_areLight() throws Exception {
        for (String path : List.of("/", MODEL)) {
            String html = pages.get(path).body();
            assertTrue(BrowserPages.elements(html) < 400, path + " " + BrowserPages.elements(html));
            assertTrue(pages.compressed(path).body().length < 12_000, path);
        }
    }

    private static List<JsonNode> charts(String html) {
        return Pattern.compile("<script type=\"application/json\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html)
                .results()
                .map(found -> Json.read(found.group(1)))
                .toList();
    }
}
