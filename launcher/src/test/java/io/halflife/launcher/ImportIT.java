// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.launcher.console.Console;
import io.halflife.launcher.postgres.EmbeddedPostgres;
import io.halflife.launcher.services.Workplace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are loaded into services that require keys, by the built launcher, and counted there. */
class ImportIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SCOPES =
            "ingest:predictions,ingest:labels,ingest:backfill,reference:write,write,deploy,read";
    private static final Path PARQUET =
            Path.of("..", "analyzer", "src", "test", "resources", "parquet").toAbsolutePath();

    /** Inside of what raw rows are kept for, whenever this runs. */
    private static Instant start;

    @TempDir static Path stateHome;
    @TempDir static Path folder;

    private static Process up;
    private static LauncherProcess launcher;
    private static int collectorPort;
    private static int dashboardPort;
    private static Path keyFile;

    @BeforeAll
    static void start() throws Exception {
        start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(2));
        launcher = new LauncherProcess(stateHome);
        Map<String, String> ports = new HashMap<>();
        for (String key :
                List.of(
                        "HALFLIFE_COLLECTOR_PORT",
                        "HALFLIFE_COLLECTOR_MANAGEMENT_PORT",
                        "HALFLIFE_DASHBOARD_PORT",
                        "HALFLIFE_DASHBOARD_MANAGEMENT_PORT",
                        "HALFLIFE_RETRAINING_MANAGEMENT_PORT")) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put(key, Integer.toString(socket.getLocalPort()));
            }
        }
        collectorPort = Integer.parseInt(ports.get("HALFLIFE_COLLECTOR_PORT"));
        dashboardPort = Integer.parseInt(ports.get("HALFLIFE_DASHBOARD_PORT"));
        Path err = Files.createTempFile(stateHome, "up", ".err");
        up =
                launcher.start(
                        err.resolveSibling("up.out"), err, ports, List.of("up", "--require-keys"));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !up.isAlive() || Files.readString(err).contains("Ctrl-C"));
        assertTrue(up.isAlive(), Files.readString(err));
        keyFile = keyFile("owner", createKey("owner").path("key").asText());
    }

    @AfterAll
    static void stop() throws Exception {
        up.destroy();
        if (!up.waitFor(60, TimeUnit.SECONDS)) {
            up.destroyForcibly();
        }
        launcher.run("stop");
    }

    private static JsonNode createKey(String name) throws Exception {
        LauncherProcess.Outcome made =
                launcher.run("keys", "create", "--name", name, "--scopes", SCOPES, "--json");
        assertEquals(0, made.exitCode(), made.err());
        return new ObjectMapper().readTree(made.out());
    }

    private static Path keyFile(String name, String key) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".key"), key + "\n");
        assertTrue(file.toFile().setReadable(false, false) && file.toFile().setReadable(true));
        return file;
    }

    private static LauncherProcess.Outcome load(String words, Path... files) throws Exception {
        return load(keyFile, words, files);
    }

    private static LauncherProcess.Outcome load(Path key, String words, Path... files)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("import", "--key-file", key.toString()));
        all.addAll(List.of("--url", "http://127.0.0.1:" + collectorPort));
        all.addAll(List.of("--dashboard", "http://127.0.0.1:" + dashboardPort));
        all.addAll(List.of(words.split(" ", -1)));
        Arrays.stream(files).map(Path::toString).forEach(all::add);
        return launcher.run(all.toArray(String[]::new));
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static long count(String sql) throws Exception {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, "UTF-8");
        Workplace workplace =
                Workplace.find(
                        LauncherProcess.distribution(),
                        "test",
                        Map.of("XDG_STATE_HOME", stateHome.toString()),
                        new Console(nowhere, nowhere, false));
        JsonNode running =
                new ObjectMapper()
                        .readTree(
                                Files.readString(
                                        stateHome.resolve("halflife/running.json"),
                                        StandardCharsets.UTF_8));
        try (Connection connection =
                        DriverManager.getConnection(
                                running.path("databaseUrl").asText(),
                                running.path("databaseUser").asText(),
                                EmbeddedPostgres.password(
                                        workplace.folder(), workplace.account()));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    private static long predictions(String model) throws Exception {
        return count(
                "select count(*) from prediction join model m on m.id = model_id where m.name = '"
                        + model
                        + "'");
    }

    @Test
    void csv_isLoadedOnceWithLabelsAndReference_andBadRowsAreNamed() throws Exception {
        StringBuilder calls = new StringBuilder("id,ts,age,plan,answer,p\n");
        StringBuilder labels = new StringBuilder("id,churned\n");
        for (int i = 0; i < 50; i++) {
            Instant time = start.plusSeconds(i);
            String answer = i % 3 == 0 ? "yes" : "no";
            calls.append("c-" + i + "," + time + "," + (20 + i) + ",007," + answer + ",0.5\n");
            labels.append("c-" + i + ",no\n");
        }
        Path reference = file("reference.csv", calls.toString());
        Path labelFile = file("labels.csv", labels.append("c-1,\n").toString());
        Path good = file("good.csv", calls.toString());
        Path bad =
                file("bad.csv", calls + "x-1," + start + ",old,007,no,0.5\nx-2,never,1,1,no,1\n");
        String predictions =
                "--kind predictions --model churn --version 1 --id id --time ts --label answer"
                        + " --score p --json";

        LauncherProcess.Outcome first = load(predictions + " --register", good);
        LauncherProcess.Outcome again = load(predictions, bad);
        LauncherProcess.Outcome truth =
                load("--kind ground-truth --model churn --id id --label churned", labelFile);
        String rows =
                "--kind reference --model churn --version 1 --id id --time ts --label answer --score"
                        + " p";
        LauncherProcess.Outcome posted = load(rows, reference);

        assertEquals(0, first.exitCode(), first.err());
        assertTrue(
                first.err()
                        .contains(
                                "registers churn version 1: binary_classification, positive is"
                                        + " yes; age double; plan string"),
                first.err());
        assertEquals(
                "{\"read\":50,\"accepted\":50,\"duplicates\":0,\"bad\":0,\"pending\":0,"
                        + "\"frozen\":false,\"dry_run\":false}",
                first.out().strip());
        assertEquals(1, again.exitCode(), again.err());
        assertTrue(again.err().contains(bad + ":52: features.age is not a number"), again.err());
        assertTrue(again.err().contains(bad + ":53: event_time is not an ISO"), again.err());
        assertTrue(again.out().contains("\"accepted\":0,\"duplicates\":50,\"bad\":2"), again.out());
        assertEquals(50, predictions("churn"));
        assertEquals(1, truth.exitCode(), truth.err());
        assertTrue(truth.err().contains(labelFile + ":52: actual is required"), truth.err());
        assertEquals(
                50,
                count(
                        "select count(*) from ground_truth_pending join model m on m.id = model_id"
                                + " where m.name = 'churn'"));
        assertEquals(
                "51 rows: 50 loaded, 0 were there already, 1 bad; 50 labels carry no time: the next"
                        + " analysis finds theirs by id",
                truth.out().strip());
        assertEquals(0, posted.exitCode(), posted.err());
        assertTrue(posted.out().contains("until they are frozen: say it again"), posted.out());
        LauncherProcess.Outcome unjudged = launcher.run("analyze", "--model", "churn");
        assertTrue(
                unjudged.err()
                        .contains("churn/1 is compared with nothing: rows of a reference are"),
                unjudged.out() + unjudged.err());
        LauncherProcess.Outcome frozen = load(rows + " --freeze", reference);
        LauncherProcess.Outcome later = load(rows + " --freeze", reference);
        assertEquals(0, frozen.exitCode(), frozen.err());
        assertTrue(frozen.out().contains("0 loaded, 50 were there"), frozen.out());
        assertTrue(frozen.out().contains("reference from the next analysis on"), frozen.out());
        assertEquals(1, later.exitCode(), later.out());
        assertTrue(later.err().contains("reference_frozen"), later.err());
        assertEquals(50, count("select count(*) from reference_row"));
    }

    @Test
    void parquetFolder_isLoadedOnceAndNestedColumnsAreNamed() throws Exception {
        Path calls = PARQUET.resolve("calls");
        String words =
                "--kind predictions --model calls --version 1 --label label --score p --register"
                        + " --json";

        LauncherProcess.Outcome first = load(words, calls);
        LauncherProcess.Outcome again = load(words, calls);
        LauncherProcess.Outcome nested = load(words + " --dry-run", PARQUET.resolve("nested"));

        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.out().contains("\"read\":6,\"accepted\":6,"), first.out());
        assertTrue(first.err().contains("; roaming boolean;"), first.err());
        assertTrue(first.err().contains("; region string"), first.err());
        assertEquals(0, again.exitCode(), again.err());
        assertTrue(again.out().contains("\"accepted\":0,\"duplicates\":6,"), again.out());
        assertEquals(6, predictions("calls"));
        assertEquals(1, nested.exitCode());
        assertTrue(nested.err().contains("column address holds nested values"), nested.err());
        assertEquals(1, nested.err().strip().lines().count(), nested.err());
    }

    @Test
    void keyThatIsRevoked_loadsNothing() throws Exception {
        JsonNode made = createKey("gone");
        Path gone = keyFile("gone", made.path("key").asText());
        assertEquals(0, launcher.run("keys", "revoke", made.path("id").asText()).exitCode());
        Path file = file("one.csv", "id,ts,age\na," + start + ",1\n");

        LauncherProcess.Outcome refused =
                load(gone, "--kind ground-truth --model churn --id id --label age", file);
        LauncherProcess.Outcome misused = load("--kind something --model churn", file);

        assertEquals(1, refused.exitCode(), refused.err());
        assertTrue(
                refused.err().contains("401 unauthenticated: the key was revoked"), refused.err());
        assertEquals(2, misused.exitCode(), misused.err());
    }
}
