// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.json.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The analyzer as the launcher starts it: a process of its own. */
class MainIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    @TempDir Path folder;

    @Test
    void child_answersLineByLineUntilStop() throws Exception {
        CreditRisk model = CreditRisk.register(POSTGRES.storage());
        model.freezeReference(500);
        model.playDay(0);
        Process child = start(Map.of());
        try (BufferedReader answers = reader(child);
                BufferedWriter commands = writer(child)) {
            assertTrue(Json.read(answers.readLine()).path("ready").booleanValue());
            assertEquals("{\"ok\":true}", ask(commands, answers, "{\"command\":\"ping\"}"));
            assertTrue(ask(commands, answers, "nonsense").startsWith("{\"ok\":false,"));
            var run =
                    Json.read(ask(commands, answers, "{\"command\":\"analyze\"}"))
                            .path("runs")
                            .path(0);
            assertEquals(model.name(), run.path("model").textValue());
            assertEquals(CreditRisk.ROWS_A_DAY, run.path("rows").intValue());
            assertEquals("{\"ok\":true}", ask(commands, answers, "{\"command\":\"stop\"}"));
        }

        assertEquals(0, exitCode(child));
    }

    @Test
    void child_endsWithItsInput() throws Exception {
        Process child = start(Map.of());
        try (BufferedReader answers = reader(child)) {
            assertTrue(Json.read(answers.readLine()).path("ready").booleanValue());
            child.outputWriter().close();
        }

        assertEquals(0, exitCode(child));
    }

    @Test
    void once_printsOneAnswer() throws Exception {
        Process child = start(Map.of(), "--once");
        try (BufferedReader answers = reader(child)) {
            assertTrue(Json.read(answers.readLine()).path("runs").isArray());
        }

        assertEquals(0, exitCode(child));
    }

    @Test
    void misspeltSetting_stopsTheStart() throws Exception {
        Process child = start(Map.of("HALFLIFE_ANALYZER_PARTITION_ROW", "5000"));
        try (BufferedReader answers = reader(child)) {
            assertEquals(
                    "{\"ok\":false,\"error\":\"unknown setting HALFLIFE_ANALYZER_PARTITION_ROW;"
                            + " did you mean HALFLIFE_ANALYZER_PARTITION_ROWS?\"}",
                    answers.readLine());
        }

        assertEquals(1, exitCode(child));
    }

    private Process start(Map<String, String> settings, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.add("-XX:+UseParallelGC");
        command.add("@" + classPath());
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(folder.resolve("stderr").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        StorageSettings database = POSTGRES.settings();
        environment.put("HALFLIFE_DB_URL", database.url());
        environment.put("HALFLIFE_DB_USER", database.user());
        environment.putAll(settings);
        return builder.start();
    }

    /** In a file, because it may be longer than a command line. */
    private Path classPath() throws IOException {
        String classPath = System.getProperty("java.class.path").replace("\\", "\\\\");
        return Files.writeString(folder.resolve("args"), "-cp \"" + classPath + "\"");
    }

    private static String ask(BufferedWriter commands, BufferedReader answers, String command)
            throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        return answers.readLine();
    }

    private int exitCode(Process child) throws InterruptedException, IOException {
        try {
            assertTrue(child.waitFor(60, TimeUnit.SECONDS), "the child goes on");
            return child.exitValue();
        } finally {
            child.destroyForcibly();
        }
    }

    private static BufferedReader reader(Process child) {
        return new BufferedReader(
                new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    }

    private static BufferedWriter writer(Process child) {
        return new BufferedWriter(
                new OutputStreamWriter(child.getOutputStream(), StandardCharsets.UTF_8));
    }
}
