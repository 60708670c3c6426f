// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.launcher.demo.RunningDemo;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What watches Halflife, against the running demo. No Grafana draws here: only its queries run. */
class WatchIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SERVICES = 3;

    /** In rules or boards, and there only while something is the case: see their help texts. */
    private static final Set<String> SOMETIMES =
            Set.of(
                    "halflife_webhook_oldest_pending_timestamp_seconds",
                    "halflife_model_forecast_breach_timestamp_seconds");

    private static final Pattern METRIC = Pattern.compile("\\bhalflife_[a-z_]+");

    @TempDir static Path folder;

    private static RunningDemo demo;
    private static LivePrometheus prometheus;
    private static ReaderRole reader;

    @BeforeAll
    static void start() throws Exception {
        Tool.require("prometheus");
        demo = RunningDemo.once();
        reader = ReaderRole.in(demo);
        prometheus = LivePrometheus.start(Files.createDirectory(folder.resolve("text")), demo);
        Awaitility.await().atMost(PATIENCE).until(prometheus::isReady);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> samples("halflife_model_info") > 5 && samples("ALERTS") > 0);
    }

    private static long samples(String metric) {
        JsonNode result = prometheus.query("count_over_time(" + metric + "[1m])");
        return result.isEmpty() ? 0 : Long.parseLong(result.get(0).at("/value/1").asText());
    }

    @AfterAll
    static void stop() throws SQLException {
        if (prometheus != null) {
            prometheus.close();
        }
        if (reader != null) {
            reader.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector", "dashboard", "retraining"})
    void scrape_keepsTheConventions(String service) throws Exception {
        HttpResponse<String> scrape =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(demo.management(service) + "/metrics"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());

        Tool.require("promtool").feed(folder, scrape.body(), "check", "metrics");
        assertTrue(scrape.body().contains("halflife_build_info{"), service);
    }

    @Test
    void services_areUpForOneThatAsksForText() {
        assertUp(prometheus);
    }

    @Test
    void services_areUpForOneThatAsksForProtobuf() throws Exception {
        Path own = Files.createDirectory(folder.resolve("protobuf"));
        try (LivePrometheus other =
                LivePrometheus.start(own, demo, "exemplar-storage", "native-histograms")) {
            Awaitility.await().atMost(PATIENCE).until(other::isReady);
            assertUp(other);
        }
    }

    private static void assertUp(LivePrometheus asked) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertEquals(
                                        SERVICES,
                                        asked.query("up{job=~\"halflife-.+\"} == 1").size(),
                                        asked.log()));
        assertEquals(1, asked.query("halflife_exporter_up == 1").size());
    }

    /** A demo drifts and decays, and nobody is woken by it. */
    @Test
    void demo_isExportedAndNeverAlerts() {
        assertFalse(prometheus.query("halflife_feature_alarm == 1").isEmpty());
        assertFalse(prometheus.query("halflife_model_info{origin=\"demo\"}").isEmpty());
        assertTrue(prometheus.query("ALERTS{alertname=~\"Model.+\"}").isEmpty());
        assertFalse(prometheus.query("ALERTS{alertname=\"HalflifeWatchdog\"}").isEmpty());
    }

    @Test
    void metrics_ofRulesAndBoardsExist() {
        Set<String> used = new TreeSet<>();
        for (Path file : Sources.in("prometheus/rules", ".yml")) {
            addMetrics(Sources.read(file), used);
        }
        for (Board board : Board.all()) {
            addMetrics(board.json().toString(), used);
        }
        assertTrue(used.size() > 25, "found " + used);
        used.removeAll(prometheus.names());
        used.removeAll(SOMETIMES);
        assertEquals(Set.of(), used);
    }

    private static void addMetrics(String text, Set<String> used) {
        Matcher metric = METRIC.matcher(text);
        while (metric.find()) {
            if (!metric.group().equals("halflife_reader")) {
                used.add(metric.group());
            }
        }
    }

    @Test
    void boards_showSomethingInEveryPanel() throws Exception {
        List<String> faults = new ArrayList<>();
        for (Board board : Board.all()) {
            for (JsonNode panel : board.panels()) {
                Set<String> given = new TreeSet<>(Set.of("Time"));
                for (Board.Query query : board.queriesOf(panel)) {
                    faults.addAll(query.isPrometheus() ? promQl(query, given) : sql(query, given));
                }
                PanelFields.unknown(panel, given)
                        .forEach(
                                name ->
                                        faults.add(
                                                board.file()
                                                        + ", "
                                                        + panel.path("title").textValue()
                                                        + ": no field "
                                                        + name));
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void annotations_areThere() throws Exception {
        for (Board board : Board.all()) {
            for (Board.Query query : board.annotationQueries()) {
                assertEquals(List.of(), sql(query, new TreeSet<>()));
            }
        }
    }

    private static List<String> promQl(Board.Query query, Set<String> given) {
        JsonNode target = query.target();
        String expanded = expansion(demo.model().model(), "1").promQl(query.text());
        boolean instant = target.path("instant").booleanValue();
        JsonNode result = instant ? prometheus.query(expanded) : prometheus.range(expanded);
        if (result.isEmpty()) {
            return List.of(query + ": nothing for " + expanded);
        }
        List<String> faults = new ArrayList<>();
        for (String label : PanelFields.legendLabels(target)) {
            if (!result.get(0).path("metric").has(label)) {
                faults.add(query + ": the result has no label " + label);
            }
        }
        result.get(0).path("metric").fieldNames().forEachRemaining(given::add);
        given.add(target.path("legendFormat").asText());
        given.add("Value");
        given.add("Value #" + target.path("refId").textValue());
        return faults;
    }

    private static List<String> sql(Board.Query query, Set<String> given) throws SQLException {
        ReaderRole.Answer answer =
                reader.ask(expansion(demo.model().model(), "1").sql(query.text()));
        given.addAll(answer.columns());
        if (answer.rows().isEmpty()) {
            return List.of(query + ": no rows");
        }
        List<String> faults = new ArrayList<>();
        boolean series = query.target().path("format").textValue().equals("time_series");
        if ((series || query.panel() == null) && !answer.columns().contains("time")) {
            faults.add(query + ": no column time");
        }
        return faults;
    }

    /** What a name can do to a query that does not quote it. */
    @Test
    void sql_takesAnyName() throws Exception {
        for (Board board : Board.all()) {
            for (Board.Query query : board.queries()) {
                if (!query.isPrometheus()) {
                    String sql = expansion("o'neil; drop table model", "1").sql(query.text());
                    assertTrue(reader.ask(sql).rows().isEmpty(), query.toString());
                }
            }
        }
    }

    @Test
    void reader_mayReadWhatBoardsShowAndNothingElse() {
        for (String sql :
                List.of(
                        "select * from prediction",
                        "select * from webhook_endpoint",
                        "delete from model",
                        "create table more (id int)")) {
            assertThrows(SQLException.class, () -> reader.ask(sql), sql);
        }
    }

    /** The other half of the checks above: they do find what is wrong. */
    @Test
    void expansion_knowsNoOtherVariables() {
        assertThrows(
                AssertionError.class,
                () -> expansion(demo.model().model(), "1").promQl("up{job=\"$jub\"}"));
        assertThrows(
                AssertionError.class,
                () -> expansion(demo.model().model(), "1").sql("select $__timeGroup(a)"));
        assertThrows(
                AssertionError.class,
                () -> expansion(demo.model().model(), "1").sql("select '${version}'"));
    }

    private static Expansion expansion(String model, String version) {
        Map<String, String> values = new HashMap<>();
        values.put("job", ".+");
        values.put("instance", ".+");
        values.put("model", model);
        values.put("version", version);
        values.put("environment", demo.environment());
        Instant now = Instant.now();
        return new Expansion(
                values, now.minus(Duration.ofDays(200)), now, LivePrometheus.SCRAPE_SECONDS);
    }
}
