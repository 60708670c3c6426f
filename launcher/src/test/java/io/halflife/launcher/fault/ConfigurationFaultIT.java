// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.webhook.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * FT-36: a service that is set up wrongly says so and ends. The message names the key; the secrets
 * that were planted are in no line of it.
 */
@Tag("fault")
class ConfigurationFaultIT {

    /** 5 s is the promise for a machine of one's own; tests share theirs. */
    private static final int SECONDS_MAX = 15;

    private static final String COLLECTOR = "io.halflife.collector.Main";
    private static final String DASHBOARD = "io.halflife.dashboard.Main";
    private static final String RETRAINING = "io.halflife.retraining.Main";
    private static final String CANARY = "canary-Zm9vYmFy-9137";
    private static final String SECRET_KEY = SealingKey.random();

    @TempDir Path folder;

    /** What a process said before it ended. */
    private String endOf(String main, Map<String, String> environment) throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main);
        builder.environment().keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertTrue(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS), main + " still runs");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(log);
        assertNotEquals(0, process.exitValue(), said);
        assertFalse(said.contains(CANARY), said);
        assertFalse(said.contains(SECRET_KEY), said);
        assertFalse(said.contains("\tat "), "a stack trace is no message: " + said);
        return said;
    }

    private static Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("HALFLIFE_DB_URL", "jdbc:postgresql://127.0.0.1:1/halflife");
        settings.put("HALFLIFE_DB_PASSWORD", CANARY);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private Path file(String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {COLLECTOR, DASHBOARD, RETRAINING})
    void missingSecret_stopsTheStart(String main) throws Exception {
        String said = endOf(main, settings());

        assertTrue(said.contains("HALFLIFE_SECRET_KEY or HALFLIFE_SECRET_KEY_FILE"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {COLLECTOR, DASHBOARD, RETRAINING})
    void malformedSecret_stopsTheStartUnsaid(String main) throws Exception {
        String said = endOf(main, settings("HALFLIFE_SECRET_KEY", CANARY));

        assertTrue(said.contains("HALFLIFE_SECRET_KEY must be the base64 of 32 bytes"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {COLLECTOR, DASHBOARD, RETRAINING})
    void wrongPassword_stopsTheStart(String main) throws Exception {
        try (RefusingPostgres postgres = new RefusingPostgres()) {
            String said =
                    endOf(
                            main,
                            settings(
                                    "HALFLIFE_DB_URL",
                                    postgres.url(),
                                    "HALFLIFE_SECRET_KEY",
                                    SECRET_KEY));

            assertTrue(said.contains("HALFLIFE_DB_PASSWORD"), said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {COLLECTOR, DASHBOARD, RETRAINING})
    void secretThatEverybodyReads_stopsTheStart(String main) throws Exception {
        Path open = file(SECRET_KEY, "rw-r--r--");

        String said = endOf(main, settings("HALFLIFE_SECRET_KEY_FILE", open.toString()));

        assertTrue(said.contains("HALFLIFE_SECRET_KEY_FILE: everybody on this machine"), said);
    }

    /** The same file, closed: the start gets as far as the database. */
    @ParameterizedTest
    @ValueSource(strings = {COLLECTOR, DASHBOARD, RETRAINING})
    void secretThatOnlyItsOwnerReads_isTaken(String main) throws Exception {
        Path closed = file(SECRET_KEY, "rw-------");

        String said = endOf(main, settings("HALFLIFE_SECRET_KEY_FILE", closed.toString()));

        assertTrue(said.contains("HALFLIFE_DB_URL"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {COLLECTOR, DASHBOARD, RETRAINING})
    void unknownKey_stopsTheStartAndNamesTheNearest(String main) throws Exception {
        String said =
                endOf(main, settings("HALFLIFE_SECRET_KEY", SECRET_KEY, "HALFLIFE_DB_USR", CANARY));

        assertTrue(said.contains("unknown setting HALFLIFE_DB_USR"), said);
        assertTrue(said.contains("HALFLIFE_DB_USER"), said);
    }

    /** A key of which there is no file says which key, not what was in the other one. */
    @ParameterizedTest
    @ValueSource(strings = {COLLECTOR, DASHBOARD, RETRAINING})
    void missingFile_stopsTheStart(String main) throws Exception {
        String gone = folder.resolve("gone").toString();

        String said = endOf(main, settings("HALFLIFE_SECRET_KEY_FILE", gone));

        assertTrue(said.contains("HALFLIFE_SECRET_KEY_FILE"), said);
    }
}
