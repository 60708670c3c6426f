// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.analysis.AnalysisLocks;
import io.halflife.storage.json.Json;
import io.halflife.storage.results.VersionScope;
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
            String analyze = "{\"command\":\"analyze\",\"model\":\"" + model.name() + "\"}";
            var run = Json.read(ask(commands, answers, analyze)).path("runs").path(0);
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
    void once_analysesWhatItsOptionsName() throws Exception {
        CreditRisk model = CreditRisk.register(POSTGRES.storage());
        model.freezeReference(500);
        model.playDay(0);
        CreditRisk other = CreditRisk.register(POSTGRES.storage());
        other.playDay(0);
        String asOf = CreditRisk.day(2).toString();

        var runs = Json.read(end(0, "--once", "--model", model.name(), "--as-of", asOf));

        assertEquals(1, runs.path("runs").size(), runs.toString());
        assertEquals(asOf, runs.path("runs").path(0).path("as_of").textValue());
        assertEquals(CreditRisk.ROWS_A_DAY, runs.path("runs").path(0).path("rows").intValue());
    }

    @Test
    void once_wrongWords_isCode2() throws Exception {
        assertEquals(
                "{\"ok\":false,\"error\":\"unknown option --modell; --once knows --as-of,"
                        + " --decay-range, --environment, --model, --version; did you mean"
                        + " --model?\"}",
                end(2, "--once", "--modell", "x"));
        assertEquals(
                "{\"ok\":false,\"error\":\"as_of must be an ISO 8601 time with its offset, for"
                        + " example 2026-01-02T00:00:00Z\"}",
                end(2, "--once", "--as-of", "yesterday"));
    }

    @Test
    void once_unknownModel_isCode1() throws Exception {
        assertEquals(
                "{\"ok\":false,\"error\":\"there is no model nobody\"}",
                end(1, "--once", "--model", "nobody"));
    }

    /** As another analyzer would hold it. */
    @Test
    void once_versionThatIsBeingAnalysed_isCode75() throws Exception {
        CreditRisk model = CreditRisk.register(POSTGRES.storage());
        model.playDay(0);
        VersionScope scope = new VersionScope(model.version().versionId(), CreditRisk.PRODUCTION);
        try (AnalysisLocks locks = AnalysisLocks.open(POSTGRES.storage().jdbi())) {
            assertTrue(locks.take(scope));
            var answer = Json.read(end(75, "--once", "--model", model.name()));

            assertTrue(answer.path("busy").booleanValue(), answer.toString());
        }
    }

    @Test
    void once_noDatabase_isCode69() throws Exception {
        assertEquals(
                "{\"ok\":false,\"error\":\"cannot connect to the database: nothing that answers is"
                        + " where HALFLIFE_DB_URL points\"}",
                end(
                        69,
                        Map.of("HALFLIFE_DB_URL", "jdbc:postgresql://127.0.0.1:1/halflife"),
                        "--once"));
    }

    @Test
    void wrongSetting_stopsTheStartWithCode2() throws Exception {
        assertEquals(
                "{\"ok\":false,\"error\":\"unknown setting HALFLIFE_ANALYZER_PARTITION_ROW;"
                        + " did you mean HALFLIFE_ANALYZER_PARTITION_ROWS?\"}",
                end(2, Map.of("HALFLIFE_ANALYZER_PARTITION_ROW", "5000"), "--check"));
        assertEquals(
                "{\"ok\":false,\"error\":\"HALFLIFE_ANALYZER_SPARK_MASTER must be local, local[N],"
                        + " local[*], spark://HOST:PORT, k8s://… or yarn\"}",
                end(2, Map.of("HALFLIFE_ANALYZER_SPARK_MASTER", "sparky"), "--once"));
        assertEquals("{\"ok\":true}", end(0, "--check"));
    }

    private String end(int code, String... words) throws Exception {
        return end(code, Map.of(), words);
    }

    /** The one line that a process prints which ends with this code. */
    private String end(int code, Map<String, String> settings, String... words) throws Exception {
        Process process = start(settings, words);
        try (BufferedReader answers = reader(process)) {
            String answer = answers.readLine();
            assertEquals(code, exitCode(process), answer);
            return answer;
        }
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
