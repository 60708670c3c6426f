// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.client.ClientSettings;
import io.halflife.client.GroundTruth;
import io.halflife.client.HalflifeClient;
import io.halflife.client.Prediction;
import io.halflife.client.logging.LoggerCounts;
import io.halflife.client.logging.PredictionLogger;
import io.halflife.collector.CollectorService;
import io.halflife.collector.CollectorSettings;
import io.halflife.launcher.postgres.EmbeddedPostgres;
import io.halflife.launcher.postgres.PostgresAccount;
import io.halflife.launcher.state.StateFolder;
import io.halflife.migrations.Migrations;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the clients say they sent is in the database, once, with what they said. */
class ClientsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String VERSION =
            """
            {"version":"7","task":"binary_classification","positive_label":"default",
             "classes":["ok","default"],
             "signature":{"inputs":[
               {"name":"age","type":"long","required":true},
               {"name":"income","type":"double"},
               {"name":"region","type":"string"}]}}
            """;

    private static final String PYTHON_APP =
            """
            import math, sys
            from halflife_client import Client
            client = Client(sys.argv[1])
            for i in range(1200):
                income = math.nan if i % 10 == 0 else 1000.5 + i
                features = {"age": i, "income": income, "region": "north"}
                for n in range(2):  # The same item twice: the second is a duplicate.
                    client.log("python", "7", features, label="ok", score=0.25,
                        prediction_id=f"py-{i}", event_time=sys.argv[2], latency_ms=1.5)
            client.log("python", "7", {"age": "old"}, label="ok", prediction_id="refused")
            for i in range(300):
                client.log_ground_truth("python", f"py-{i}", label="ok", event_time=sys.argv[2])
            assert client.flush(60), client.stats()
            counts = client.stats()
            assert counts.sent == 2700 and counts.rejected == {"type_mismatch": 1}, counts
            assert not counts.dropped, counts
            """;

    @TempDir static Path home;

    private static EmbeddedPostgres postgres;
    private static Storage storage;
    private static CollectorService collector;
    private static URI address;

    @BeforeAll
    static void start() {
        PostgresAccount account = PostgresAccount.detect();
        StateFolder folder =
                new StateFolder(home.resolve("state")).prepared(account.statePermissions());
        postgres = EmbeddedPostgres.start(folder, account);
        Migrations.apply(postgres.url(), postgres.user(), postgres.password());
        storage =
                Storage.open(
                        new StorageSettings(
                                postgres.url(), postgres.user(), postgres.password(), 4));
        collector = CollectorService.start(CollectorSettings.onLoopback(0, 0, true), storage);
        address = URI.create("http://127.0.0.1:" + collector.port());
    }

    @AfterAll
    static void stop() {
        if (collector != null) {
            collector.close();
        }
        if (storage != null) {
            storage.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static void register(String model) {
        try (HalflifeClient client = HalflifeClient.open(ClientSettings.of(address, ""))) {
            client.call("POST", "/v1/models", "{\"name\":\"" + model + "\"}");
            client.call("POST", "/v1/models/" + model + "/versions", VERSION);
        }
    }

    private static long number(String sql) throws Exception {
        try (Connection connection = storage.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static long rows(String table, String model) throws Exception {
        return number(
                "select count(*) from %s p join model m on m.id = p.model_id where m.name = '%s'"
                        .formatted(table, model));
    }

    @Test
    void javaClient_storesOnce() throws Exception {
        register("java");
        Instant now = Instant.now();
        try (PredictionLogger logger = PredictionLogger.open(address, "")) {
            for (int i = 0; i < 1200; i++) {
                Map<String, Object> features = new HashMap<>();
                features.put("age", i);
                features.put("income", i % 10 == 0 ? Double.NaN : 1000.5 + i);
                features.put("region", "north");
                Prediction prediction =
                        Prediction.builder("java-" + i, now)
                                .model("java", "7")
                                .features(features)
                                .label("ok")
                                .score(0.25)
                                .build();
                logger.log(prediction);
                logger.log(prediction);
            }
            logger.log(
                    Prediction.builder()
                            .model("java", "7")
                            .features(Map.of("age", "old"))
                            .label("ok")
                            .build());
            for (int i = 0; i < 300; i++) {
                logger.log(GroundTruth.ofLabel("java", "java-" + i, now, "ok", null));
            }
            assertTrue(logger.flush(PATIENCE), () -> logger.counts().toString());

            LoggerCounts counts = logger.counts();
            assertEquals(2700, counts.sent(), counts::toString);
            assertEquals(Map.of("type_mismatch", 1L), counts.rejected());
            assertEquals(0, counts.droppedTotal(), counts::toString);
        }
        assertEquals(1200, rows("prediction", "java"));
    }

    @Test
    void pythonClient_storesOnce() throws Exception {
        register("python");
        Path client = Path.of(System.getProperty("halflife.root"), "client", "python");
        Path app = Files.writeString(home.resolve("app.py"), PYTHON_APP);
        Path out = home.resolve("app.out");
        ProcessBuilder builder =
                new ProcessBuilder(
                                "python3",
                                "-B",
                                app.toString(),
                                address.toString(),
                                Instant.now().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        builder.environment().put("PYTHONPATH", client.toString());
        requirePython();

        Process process = builder.start();

        assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> read(out));
        assertEquals(0, process.exitValue(), () -> read(out));
        assertEquals(1200, rows("prediction", "python"));
    }

    /** Absent Python skips visibly; CI has it. */
    private static void requirePython() throws Exception {
        boolean there;
        try {
            Process version = new ProcessBuilder("python3", "--version").start();
            there = version.waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        assertTrue(there || !"true".equals(System.getenv("CI")), "CI has no python3");
        Assumptions.assumeTrue(there, "no python3");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
