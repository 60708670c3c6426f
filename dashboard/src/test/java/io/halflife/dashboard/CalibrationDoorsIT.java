// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.dashboard.contract.ApiContract;
import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.monitor.calibration.CalibratedColumn;
import io.halflife.monitor.calibration.ColumnCalibration;
import io.halflife.monitor.calibration.ReferenceCalibrations;
import io.halflife.monitor.calibration.SeasonChoice;
import io.halflife.monitor.model.Column;
import io.halflife.statistics.calibration.Season;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.calibration.Calibrations;
import io.halflife.storage.calibration.StoredCalibration;
import io.halflife.storage.webhook.SealingKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What references say of themselves, and comparisons beside them, asked over HTTP. */
class CalibrationDoorsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String MODEL = "/v1/models/" + Seeds.MODEL;
    private static final String CALIBRATIONS = MODEL + "/versions/1/calibrations";
    private static final String BESIDE = MODEL + "/drift/beside";
    private static DashboardService dashboard;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        plantCalibrations();
        plantBeside();
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

    private static void plantCalibrations() {
        Calibrations calibrations = new Calibrations(POSTGRES.storage().jdbi());
        ReferenceCalibrations found =
                new ReferenceCalibrations(
                        new SeasonChoice(Season.SAME_HOUR, "set by the policy"), "", Map.of());
        calibrations.keep(
                stored("hours", found),
                List.of(
                        column("nswprice", new ColumnCalibration(61, 0.25, 1.5)),
                        column("day", new ColumnCalibration(9, Double.NaN, Double.NaN))));
        String few = ReferenceCalibrations.tooFew(2);
        calibrations.keep(
                stored("months", ReferenceCalibrations.none(SeasonChoice.pooled("long"), few)),
                List.of());
    }

    private static StoredCalibration stored(String cut, ReferenceCalibrations found) {
        return new StoredCalibration(referenceId(), cut, ZoneOffset.UTC, found, null);
    }

    private static CalibratedColumn column(String name, ColumnCalibration calibration) {
        return new CalibratedColumn(Column.feature(name), calibration, Map.of());
    }

    private static long referenceId() {
        return POSTGRES.storage()
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery("select id from reference_version")
                                        .mapTo(Long.class)
                                        .one());
    }

    /** Every primary verdict once more, in two comparisons. */
    private static void plantBeside() {
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        insert into drift_beside (version_id, environment,
                                          window_start, window_end, comparison, role, name, label,
                                          test, reference_start, reference_end, n_reference, n,
                                          missing, statistic, p, effect, drift_detected, verdict,
                                          reason, detail, new_categories)
                                        select version_id, environment, window_start, window_end, c,
                                          role, name, label, test, window_start - interval '7 days',
                                          window_start, 336, n, missing, 0.01, 0.5, 0.01, false,
                                          'STABLE', 'as before', '{}', '{}'
                                          from drift_verdict,
                                               unnest(array['previous', 'trailing:P7D']) c
                                         where is_primary
                                        """));
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
    void calibrations_showSeasonFloorAndDesignEffect() throws Exception {
        ApiContract.requireKept("listCalibrations", get(CALIBRATIONS));
        ApiContract.requireKept("getDriftBeside", get(BESIDE));
        JsonNode items = json(CALIBRATIONS).get("items");
        assertEquals(2, items.size(), items.toString());

        JsonNode hours = items.get(0);
        assertEquals(referenceId(), hours.get("reference_id").longValue());
        assertEquals("hours", hours.get("cut").textValue());
        assertEquals("same_hour", hours.get("season").textValue());
        assertEquals("set by the policy", hours.get("season_reason").textValue());
        assertEquals("Z", hours.get("zone").textValue());
        assertTrue(hours.get("made_at").isTextual());
        assertTrue(hours.get("reason").isNull());
        assertEquals(
                "[{\"feature\":\"day\",\"role\":\"FEATURE\",\"windows\":9,"
                        + "\"effect\":null,\"design_effect\":null},"
                        + "{\"feature\":\"nswprice\",\"role\":\"FEATURE\",\"windows\":61,"
                        + "\"effect\":0.25,\"design_effect\":1.5}]",
                hours.get("columns").toString());
    }

    @Test
    void calibrations_sayWhyThereAreNone() throws Exception {
        JsonNode months = json(CALIBRATIONS).at("/items/1");

        assertEquals("pooled", months.get("season").textValue());
        assertEquals(
                "the reference has 2 windows of its own, 10 are needed",
                months.get("reason").textValue());
        assertTrue(months.get("columns").isEmpty());
    }

    @Test
    void beside_namesTheComparisonAndNoAlarm() throws Exception {
        JsonNode item = json(BESIDE).at("/items/0");

        assertEquals("previous", item.get("comparison").textValue());
        assertEquals("1997-01", item.get("window").textValue());
        assertEquals("day", item.get("feature").textValue());
        assertEquals("STABLE", item.get("verdict").textValue());
        assertEquals("1996-12-25T00:00:00Z", item.get("reference_from").textValue());
        assertEquals("1997-01-01T00:00:00Z", item.get("reference_to").textValue());
        for (String absent : List.of("primary", "reference_id", "alarm_state")) {
            assertFalse(item.has(absent), absent);
        }
    }

    @Test
    void lists_pageByPage_areTheWhole() throws Exception {
        for (String path : List.of(BESIDE, CALIBRATIONS)) {
            List<JsonNode> whole = new ArrayList<>();
            json(path).get("items").forEach(whole::add);

            assertEquals(path.equals(BESIDE) ? 4 * Seeds.MONTHS : 2, whole.size());
            assertEquals(whole, paged(path));
        }
    }

    /** Follows the cursors; at most thirty pages. */
    private static List<JsonNode> paged(String path) throws Exception {
        List<JsonNode> collected = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 30; page++) {
            JsonNode answer = json(path + "?limit=1" + cursor);
            answer.get("items").forEach(collected::add);
            if (answer.get("next_cursor").isNull()) {
                assertTrue(page > 0, "more than one page");
                return collected;
            }
            cursor = "&cursor=" + answer.get("next_cursor").textValue();
        }
        throw new AssertionError("pages without end: " + collected.size());
    }

    @Test
    void whatDoesNotExist_is404() throws Exception {
        assertEquals(404, get("/v1/models/nobody/drift/beside").statusCode());
        assertEquals(404, get(MODEL + "/versions/9/calibrations").statusCode());
        assertEquals(0, json(BESIDE + "?environment=staging").path("items").size());
    }
}
