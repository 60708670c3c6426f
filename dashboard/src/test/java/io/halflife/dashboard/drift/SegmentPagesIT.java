// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.DashboardService;
import io.halflife.dashboard.DashboardSettings;
import io.halflife.dashboard.contract.ApiContract;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Segments of the wide model on its drift page and in the read API, over HTTP. */
class SegmentPagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String ODD = "<img src=x onerror=alert(1)>";
    private static final String LONG = "long value ".repeat(11);
    private static final String API = "/v1/models/" + WideModel.NAME;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static DashboardService dashboard;

    /** Name, kind, value, rows and whether it drifts; the last one has no rows on the last day. */
    private static final Object[][] SEGMENTS = {
        {"region", "value", "north", 720, false},
        {"region", "value", ODD, 50, true},
        {"region", "value", "東京", 130, false},
        {"region", "value", LONG, 40, false},
        {"region", "other", "", 45, false},
        {"region", "missing", "", 15, false},
        {"region", "value", "gone", 0, false},
        {"dropped", "value", "of an earlier policy", 1000, true},
    };

    @BeforeAll
    static void start() {
        WideModel.plant(POSTGRES.storage());
        POSTGRES.storage().jdbi().useTransaction(SegmentPagesIT::plant);
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

    private static void plant(Handle handle) {
        handle.execute("set local time zone 'UTC'");
        handle.execute(
                """
                insert into policy_revision (model_id, revision, body, writer)
                select id, 1, '{"segments":["tag:region"]}', 'test' from model
                """);
        handle.execute(
                """
                insert into performance_window (version_id, environment, window_start, window_end,
                  metric, estimated, label, n, labelled, value, low, high, se, successes, trials,
                  mature, first_event, last_event)
                select id, 'production', '2026-03-31Z', '2026-04-01Z', 'mae', false, '2026-03-31',
                       1000, 900, 2.5, 2.4, 2.6, 0.05, -1, -1, true, '2026-03-31Z', '2026-03-31Z'
                  from model_version
                """);
        for (Object[] segment : SEGMENTS) {
            plant(handle, segment);
        }
    }

    private static void plant(Handle handle, Object[] segment) {
        int id =
                handle.createQuery(
                                """
                                insert into segment (version_id, environment, source, name, kind,
                                  value)
                                select id, 'production', 'tag', ?, ?, ? from model_version
                                returning id
                                """)
                        .bind(0, segment[0])
                        .bind(1, segment[1])
                        .bind(2, segment[2])
                        .mapTo(Integer.class)
                        .one();
        int rows = (Integer) segment[3];
        String day = rows == 0 ? "2026-03-29Z" : "2026-03-31Z";
        handle.execute(
                """
                insert into segment_performance
                select ?, cast(? as timestamptz), cast(? as timestamptz) + interval '1 day', metric,
                       estimated, label, ?, ?, value, low, high, se, successes, trials, mature,
                       first_event, last_event
                  from performance_window
                """,
                id,
                day,
                day,
                rows,
                rows);
        handle.execute(
                """
                insert into segment_verdict
                select ?, window_start, window_end, role, name, test, label, is_primary,
                       reference_id, n_reference, ?, 0, statistic, p, p_asymptotic, log10_p,
                       p_adjusted, effect, drift_detected,
                       case when ? then verdict when is_primary then 'STABLE' end,
                       case when ? then alarm_state when is_primary then 'CLEAR' end,
                       reason, detail, new_categories, null, null
                  from drift_verdict
                 where window_start = cast(? as timestamptz)
                """,
                id,
                rows,
                segment[4],
                segment[4],
                day);
    }

    @Test
    void drift_hasATableOfSegments() throws Exception {
        String page = get("/models/wide/drift").body();

        assertTrue(page.contains("Segments by region"));
        assertTrue(page.contains("&lt;img src=x onerror=alert(1)&gt;"), "escaped");
        assertFalse(page.contains(ODD));
        assertTrue(page.contains("東京"));
        assertTrue(page.contains("all other values"));
        assertTrue(page.contains("no value"));
        assertTrue(page.contains("none since 2026-03-30"));
        assertTrue(page.contains("10 of 200"));
        assertTrue(page.contains("2.500 (2.400–2.600), n 720"));
        assertFalse(page.contains("of an earlier policy"));
    }

    /** One verdict for each segment that has rows, with both n, the reason and all its tests. */
    @Test
    void feature_isJudgedInEachSegment() throws Exception {
        String page = get("/models/wide/features/feature_20").body();
        String table = page.substring(page.indexOf("Segments by region"));

        assertEquals(6, table.split("<tr data-state=", -1).length - 1);
        assertTrue(table.contains("&lt;img src=x onerror=alert(1)&gt;"), "escaped");
        assertFalse(page.contains(ODD));
        assertTrue(table.contains("東京"));
        assertTrue(table.contains("all other values"));
        assertFalse(table.contains("gone"), "it has no rows on that day");
        assertFalse(table.contains("of an earlier policy"));
        assertTrue(table.contains("<td data-name=\"n window\" class=\"number\">720</td>"));
        assertTrue(
                table.contains("<td data-name=\"n reference\" class=\"number muted\">5,000</td>"));
        assertEquals(1, table.split("> ALARM</span>", -1).length - 1, "the odd one");
        assertTrue(table.contains("with adjusted p"), "the reason");
        assertTrue(
                table.contains(
                        "/drift?version=1&amp;environment=production&amp;window=2026-03-31#segments"));
    }

    @Test
    void feature_leadsToTheFiguresOfASegment() throws Exception {
        String page = get("/models/wide/features/feature_20").body();
        String href =
                Pattern.compile("href=\"(/v1/models/wide/drift[^\"]+north[^\"]+)\"")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1).replace("&amp;", "&"))
                        .findFirst()
                        .orElseThrow();
        JsonNode tests = Json.read(get(href).body());

        assertEquals("tag:region=north", tests.path("segment").asText());
        assertEquals(800, tests.path("items").size());
        assertEquals("2026-03-31", tests.at("/items/0/window").asText());
    }

    @Test
    void feature_withoutSegmentsInItsWindow_saysWhy() throws Exception {
        String page = get("/models/wide/features/feature_20?window=2026-03-01").body();

        assertTrue(page.contains("No segment was judged in this window"));
    }

    @Test
    void segments_sayHowTheyStand() throws Exception {
        ApiContract.requireKept("listSegments", get(API + "/segments"));
        JsonNode answer = Json.read(get(API + "/segments").body());

        assertEquals("tag:region", answer.at("/keys/0").asText());
        assertEquals(7, answer.path("items").size());
        JsonNode first = answer.at("/items/0");
        assertEquals("tag:region=north", first.path("segment").asText());
        assertEquals(0.72, first.path("share").asDouble());
        assertEquals("CLEAR", first.path("state").asText());
        JsonNode odd = answer.at("/items/2");
        assertEquals(ODD, odd.path("value").asText());
        assertEquals("ALARM", odd.path("state").asText());
        assertEquals(10, odd.path("drifted").asInt());
        assertEquals(5, odd.path("drifted_most").size());
        assertEquals(50, odd.at("/performance/0/n").asInt());
        assertEquals("tag:region!missing", answer.at("/items/6/segment").asText());
    }

    @Test
    void reads_takeOneSegment() throws Exception {
        String segment = URLEncoder.encode("tag:region=" + ODD, StandardCharsets.UTF_8);
        JsonNode drift = Json.read(get(API + "/drift?limit=1&segment=" + segment).body());
        JsonNode performance = Json.read(get(API + "/performance?segment=" + segment).body());

        assertEquals(800, drift.path("items").size());
        assertEquals("tag:region=" + ODD, drift.path("segment").asText());
        assertEquals(50, drift.at("/items/0/n").asInt());
        assertEquals(1, performance.path("items").size());
        assertEquals(50, performance.at("/items/0/n").asInt());
    }

    @Test
    void reads_ofASegmentThatIsNone() throws Exception {
        HttpResponse<String> answer = get(API + "/drift?segment=tag:region=nowhere");

        assertEquals(404, answer.statusCode());
        assertEquals("unknown_segment", Json.read(answer.body()).path("code").asText());
        assertEquals(422, get(API + "/decay?segment=x").statusCode());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + dashboard.port() + path);
        String accept = path.startsWith("/v1") ? "application/json" : "text/html";
        HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", accept).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
