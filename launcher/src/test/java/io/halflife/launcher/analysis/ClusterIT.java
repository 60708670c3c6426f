// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analyzer submitted to a real cluster, of which a part dies while it works. */
class ClusterIT {

    private static final int HOURS = 4;
    private static final String AS_OF = LoanBook.afterHours(HOURS - 1).toString();
    private static final String LATER = LoanBook.afterHours(HOURS).toString();
    private static final String READING =
            "select count(*) from pg_stat_activity where application_name = 'halflife-analyzer'"
                    + " and datname = 'halflife'";

    @TempDir static Path folder;

    private static TwinDatabases databases;

    @BeforeAll
    static void start() {
        databases = TwinDatabases.of(new LoanBook(1, 8, 10_000, HOURS, 20_000));
    }

    @AfterAll
    static void stop() {
        databases.close();
    }

    /** Many small tasks, so that some are left when a worker dies. */
    private static Map<String, String> settings(Map<String, String> database) {
        Map<String, String> settings = new HashMap<>(database);
        settings.put("HALFLIFE_ANALYZER_PARTITION_ROWS", "1000");
        return settings;
    }

    @Test
    void killedWorker_givesTheRowsOfOneMachine() throws Exception {
        Path events = Files.createDirectory(folder.resolve("events"));
        Path home = Files.createDirectory(folder.resolve("cluster"));
        try (StandaloneCluster cluster = StandaloneCluster.start(home)) {
            try (AnalyzerProcess driver = submit(cluster, events)) {
                awaitReading(driver, cluster);
                assertNoSecretInProcesses(cluster);
                cluster.killWorker(0);
                JsonNode answer = driver.answer();
                assertTrue(answer.path("ok").booleanValue(), answer + driver.said());
                assertEquals(0, driver.exitCode(Duration.ofMinutes(1)));
                Files.writeString(home.resolve("driver.log"), driver.said());
            }
            assertLostOneOfTwoExecutors(events);
            assertNoSecretIn(events, cluster);
            runHere(AS_OF);
            assertEquals("", databases.hurtResults().differenceFrom(databases.calmResults()));

            runBySetting(cluster);
        }
        runHere(LATER);
        assertEquals("", databases.hurtResults().differenceFrom(databases.calmResults()));
        assertTrue(databases.hurtResults().counts().get("drift_verdict") >= 8 * HOURS);
    }

    private static void runHere(String asOf) {
        try (AnalyzerProcess local =
                AnalyzerProcess.start(settings(databases.calm()), "--once", "--as-of", asOf)) {
            assertTrue(local.answer().path("ok").booleanValue());
        }
    }

    /** On the worker that is left, without spark-submit: a setting names the master. */
    private static void runBySetting(StandaloneCluster cluster) {
        Map<String, String> settings = settings(databases.hurt());
        settings.put("HALFLIFE_ANALYZER_SPARK_MASTER", cluster.url());
        settings.put(
                "HALFLIFE_ANALYZER_JAVA_OPTIONS",
                "-Xmx600m -Dspark.executor.memory=600m -Dspark.driver.host=127.0.0.1");
        try (AnalyzerProcess driver = AnalyzerProcess.start(settings, "--once", "--as-of", LATER)) {
            JsonNode answer = driver.answer();
            assertTrue(answer.path("ok").booleanValue(), answer + driver.said());
        }
    }

    private static AnalyzerProcess submit(StandaloneCluster cluster, Path events)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        cluster.submit(
                                List.of(
                                        "--conf",
                                        "spark.executor.memory=600m",
                                        "--conf",
                                        "spark.eventLog.enabled=true",
                                        "--conf",
                                        "spark.eventLog.compress=false",
                                        "--conf",
                                        "spark.eventLog.dir=" + events.toUri())));
        command.addAll(List.of("--once", "--as-of", AS_OF));
        return AnalyzerProcess.start(command, settings(databases.hurt()));
    }

    /** The middle: both workers have their executor, and rows are being read. */
    private static void awaitReading(AnalyzerProcess driver, StandaloneCluster cluster) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            assertTrue(driver.isAlive(), driver::said);
                            return !cluster.executors(0).isEmpty()
                                    && !cluster.executors(1).isEmpty()
                                    && !databases.postgres().ask(READING).equals("0");
                        });
    }

    private static void assertLostOneOfTwoExecutors(Path events) {
        String log = text(files(events));
        assertTrue(occurrences(log, "\"SparkListenerExecutorAdded\"") >= 2, "one executor only");
        assertTrue(occurrences(log, "\"SparkListenerExecutorRemoved\"") >= 1, "none was lost");
    }

    private static void assertNoSecretInProcesses(StandaloneCluster cluster) throws IOException {
        for (int worker = 0; worker < 2; worker++) {
            for (ProcessHandle executor : cluster.executors(worker)) {
                Path proc = Path.of("/proc", Long.toString(executor.pid()));
                if (Files.isReadable(proc.resolve("environ"))) {
                    assertNoSecret(
                            Files.readString(proc.resolve("environ"), StandardCharsets.ISO_8859_1));
                    assertNoSecret(
                            Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** Neither in what the pages of Spark list, which is what it logs, nor in any log. */
    private static void assertNoSecretIn(Path events, StandaloneCluster cluster) {
        String log = text(files(events));
        assertTrue(log.contains("SparkListenerEnvironmentUpdate"), "the environment is not listed");
        assertNoSecret(log);
        assertNoSecret(text(cluster.files()));
    }

    private static void assertNoSecret(String text) {
        assertFalse(text.isEmpty());
        assertFalse(text.contains(databases.postgres().password()), "the password is there");
    }

    private static int occurrences(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    private static List<Path> files(Path below) {
        try (var all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(List<Path> files) {
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            try {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.toString();
    }
}
