// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.dashboard.contract.ApiContract;
import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.monitor.volume.WindowVolume;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.quality.Finding;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.volume.WindowVolumes;
import io.halflife.storage.webhook.SealingKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of windows beside those of the reference, asked over HTTP. */
class DataQualityDoorIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String PATH = "/v1/models/" + Seeds.MODEL + "/data-quality";
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static DashboardService dashboard;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        int version =
                POSTGRES.storage()
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery("select id from model_version")
                                                .mapTo(Integer.class)
                                                .first());
        VersionScope scope = new VersionScope(version, "production");
        List<WindowVolume> planted =
                List.of(
                        volume(0, 90, 100, Finding.INCONCLUSIVE, ""),
                        volume(1, 0, 100, Finding.INCONCLUSIVE, ""),
                        volume(2, 40, 100, Finding.FLAGGED, ""),
                        volume(3, 5, Double.NaN, Finding.INCONCLUSIVE, "no such hour"));
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            // Twice is once.
                            WindowVolumes.write(handle, scope, planted);
                            WindowVolumes.write(handle, scope, planted);
                        });
        assertEquals(
                planted,
                new WindowVolumes(POSTGRES.storage().jdbi()).of(scope, Instant.MIN, Instant.MAX));
        dashboard =
                DashboardService.start(
                        new DashboardSettings(
                                "127.0.0.1",
                                0,
                                0,
                                "",
                                true,
                                ExporterSettings.DEFAULTS,
                                Optional.of(SealingKey.of(SealingKey.random()))),
                        POSTGRES.storage());
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    private static WindowVolume volume(
            int hour, long n, double expected, Finding finding, String reason) {
        Instant from = START.plus(Duration.ofHours(hour));
        Window window = new Window(from, from.plus(Duration.ofHours(1)));
        return new WindowVolume(
                window,
                "hour " + hour,
                n,
                n == 0 ? null : from.plusSeconds(1),
                n == 0 ? null : from.plusSeconds(3000),
                1,
                Double.isNaN(expected) ? 0 : 14,
                expected,
                Math.log(n / expected),
                finding,
                reason);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertEquals(200, response.statusCode(), response.body());
        return JSON.readTree(response.body());
    }

    @Test
    void windows_showRowsExpectationAndFreshness() throws Exception {
        JsonNode answer = json(PATH);
        ApiContract.requireKept("getDataQuality", get(PATH));

        assertEquals("2026-03-01T03:50:00Z", answer.get("last_event").textValue());
        assertTrue(answer.has("as_of"), answer.toString());
        JsonNode items = answer.get("items");
        assertEquals(4, items.size());
        JsonNode flagged = items.get(2);
        assertEquals("hour 2", flagged.get("window").textValue());
        assertEquals(40, flagged.get("n").longValue());
        assertEquals(100, flagged.get("expected").doubleValue());
        assertEquals(14, flagged.get("reference_windows").intValue());
        assertEquals(0.4, flagged.get("ratio").doubleValue());
        assertEquals(Math.log(0.4), flagged.get("log_ratio").doubleValue());
        assertEquals("FLAGGED", flagged.get("finding").textValue());
        assertEquals("2026-03-01T02:50:00Z", flagged.get("last_event").textValue());
        assertEquals(600, flagged.get("quiet_seconds").doubleValue());
    }

    @Test
    void window_withoutRowsOrExpectation_hasNullsAndItsReason() throws Exception {
        JsonNode items = json(PATH).get("items");

        JsonNode empty = items.get(1);
        assertEquals(0, empty.get("ratio").doubleValue());
        assertTrue(empty.get("log_ratio").isNull(), empty.toString());
        assertTrue(empty.get("last_event").isNull(), empty.toString());
        assertTrue(empty.get("quiet_seconds").isNull(), empty.toString());
        JsonNode unknown = items.get(3);
        assertTrue(unknown.get("expected").isNull(), unknown.toString());
        assertTrue(unknown.get("ratio").isNull(), unknown.toString());
        assertEquals("no such hour", unknown.get("reason").textValue());
    }

    @Test
    void windows_arePagedAndFiltered() throws Exception {
        JsonNode first = json(PATH + "?order=desc&limit=3");
        JsonNode second =
                json(PATH + "?order=desc&limit=3&cursor=" + first.get("next_cursor").textValue());

        assertEquals("hour 3", first.at("/items/0/window").textValue());
        assertEquals("hour 0", second.at("/items/0/window").textValue());
        assertTrue(second.get("next_cursor").isNull());
        assertEquals(
                1,
                json(PATH + "?from=2026-03-01T01:00:00Z&to=2026-03-01T02:00:00Z")
                        .get("items")
                        .size());
        assertEquals(404, get("/v1/models/nobody/data-quality").statusCode());
    }
}
