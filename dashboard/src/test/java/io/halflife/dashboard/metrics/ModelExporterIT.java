// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.DashboardService;
import io.halflife.dashboard.DashboardSettings;
import io.halflife.dashboard.Seeds;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.lifecycle.Act;
import io.halflife.storage.lifecycle.ModelLifecycle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The exporter over a real database. */
class ModelExporterIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String LABELS =
            "environment=\"production\",%smodel=\"elec2-logreg\"%s,version=\"1\"";

    @Test
    void scrape_showsTheNewestResultsUntilTheModelIsGone() throws Exception {
        StorageSettings settings = PostgresFixture.freshSettings();
        try (Storage storage = Storage.open(settings)) {
            plant(storage);
            ModelResults before = new ResultSource(storage, Clock.systemUTC()).get();
            String text = scrapeOf(storage);

            assertEquals(1, before.versions().size());
            assertSample(text, "halflife_exporter_up 1.0");
            assertSample(text, of("halflife_feature_alarm", "feature=\"nswprice\",", "") + " 1.0");
            assertSample(text, of("halflife_feature_alarm", "feature=\"day\",", "") + " 0.0");
            assertSample(text, of("halflife_model_drifted_features", "", "") + " 1.0");
            assertSample(text, of("halflife_model_features", "", "") + " 2.0");
            assertSample(text, of("halflife_model_drift_alarm", "", "") + " 1.0");
            assertSample(text, of("halflife_model_retrain_now", "", "") + " 1.0");
            assertSample(text, of("halflife_model_retrain_predicted", "", "") + " 0.0");
            assertSample(
                    text,
                    of("halflife_model_performance", "metric=\"accuracy\",", "") + " 0.796875");
            assertSample(
                    text,
                    of("halflife_model_performance_threshold", "metric=\"accuracy\",", "")
                            + " 0.8312499999999999");
            assertSample(
                    text,
                    "halflife_model_info{environment=\"production\",model=\"elec2-logreg\","
                            + "origin=\"replay\",task=\"binary_classification\",version=\"1\"} 1");
            assertSample(text, of("halflife_window_samples", "", "") + " 1488.0");

            Act act = new Act("test", "", "test");
            new ModelLifecycle(storage.jdbi()).archive(Seeds.MODEL, act);
            assertEquals(0, new ResultSource(storage, Clock.systemUTC()).get().versions().size());
            new ModelLifecycle(storage.jdbi()).restore(Seeds.MODEL, act);
            assertEquals(1, new ResultSource(storage, Clock.systemUTC()).get().versions().size());
            storage.models().reset(Seeds.MODEL);
            assertFalse(scrapeOf(storage).contains(Seeds.MODEL));
        }
    }

    @Test
    void scrape_ofAPoorFit_promisesNoDate() throws Exception {
        try (Storage storage = Storage.open(PostgresFixture.freshSettings())) {
            plant(storage);
            assertTrue(scrapeOf(storage).contains("halflife_model_half_life_seconds{"));

            storage.jdbi()
                    .useHandle(
                            handle ->
                                    handle.execute(
                                            "update decay_fit set status = 'POOR', body ="
                                                    + " jsonb_set(body, '{status}', '\"POOR\"')"));
            String text = scrapeOf(storage);

            assertFalse(text.contains("halflife_model_half_life_seconds{"));
            assertFalse(text.contains("halflife_model_forecast_breach_timestamp_seconds{"));
        }
    }

    /** FT-31. */
    @Test
    void scrape_whileTheDatabaseIsAway_isAnsweredWithinASecond() throws Exception {
        StorageSettings settings = PostgresFixture.freshSettings();
        try (Storage storage = Storage.open(settings);
                DashboardService dashboard =
                        DashboardService.start(
                                new DashboardSettings("127.0.0.1", 0, 0, "", true), storage)) {
            plant(storage);
            int port = dashboard.managementPort();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> scrape(port).contains("halflife_exporter_up 1.0"));
            allowConnections(settings, false);
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> scrape(port).contains("halflife_exporter_up 0.0"));
                long started = System.nanoTime();
                String text = scrape(port);
                Duration took = Duration.ofNanos(System.nanoTime() - started);

                assertTrue(took.compareTo(Duration.ofSeconds(1)) <= 0, took.toString());
                assertTrue(text.contains("halflife_model_info{"), "values of before");
                assertTrue(text.contains("jvm_memory_used_bytes"), "the process itself");
            } finally {
                allowConnections(settings, true);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> scrape(port).contains("halflife_exporter_up 1.0"));
        }
    }

    private static void plant(Storage storage) {
        Seeds.plant(storage);
        storage.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into policy_revision (model_id, revision, body,"
                                                + " writer) select id, 3, '{}', 'test' from model"));
    }

    /** What a new exporter over this store has to say. */
    private static String scrapeOf(Storage storage) throws Exception {
        try (DashboardService dashboard =
                DashboardService.start(
                        new DashboardSettings("127.0.0.1", 0, 0, "", true), storage)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    scrape(dashboard.managementPort())
                                            .contains("halflife_exporter_up 1.0"));
            return scrape(dashboard.managementPort());
        }
    }

    private static String scrape(int port) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        return response.body();
    }

    private static String of(String metric, String before, String after) {
        return metric + "{" + LABELS.formatted(before, after) + "}";
    }

    private static void assertSample(String text, String sample) {
        String metric = sample.replaceFirst("[{ ].*", "");
        List<String> found = text.lines().filter(line -> line.startsWith(metric)).toList();
        assertTrue(text.contains(sample + "\n"), sample + " is not among " + found);
    }

    /** As if the database were stopped: nobody gets in and everybody is thrown out. */
    private static void allowConnections(StorageSettings settings, boolean allowed) {
        String database = settings.url().replaceFirst(".*/([a-z_0-9]+).*", "$1");
        assertTrue(Pattern.matches("test_\\d+", database), database);
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    "alter database "
                                            + database
                                            + " with allow_connections "
                                            + allowed);
                            handle.execute(
                                    "select pg_terminate_backend(pid) from pg_stat_activity"
                                            + " where datname = ?",
                                    database);
                        });
    }
}
