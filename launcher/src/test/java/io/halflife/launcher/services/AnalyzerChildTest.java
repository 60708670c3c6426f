// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.state.RunningServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol with a real child process, whose answers are scripted. */
class AnalyzerChildTest {

    @TempDir Path folder;

    private WarmAnalyzer analyzer;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(folder.resolve("libs"));
        Files.writeString(folder.resolve("spark.args"), "-Xss1m\n");
        Path classes =
                Path.of(
                        ScriptedAnalyzer.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes.toUri().toString());
        new JarOutputStream(Files.newOutputStream(folder.resolve("analyzer.jar")), manifest)
                .close();
        analyzer =
                new WarmAnalyzer(
                        () ->
                                AnalyzerChild.start(
                                        AnalyzerProgram.of(
                                                folder,
                                                ScriptedAnalyzer.class.getName(),
                                                List.of()),
                                        Map.of("HALFLIFE_DB_URL", "jdbc:x"),
                                        folder.resolve("log"),
                                        folder));
    }

    @AfterEach
    void stop() {
        analyzer.close();
    }

    private static ObjectNode analyze(String model) {
        return LiveAnalysis.command(model);
    }

    @Test
    void ask_passesOverWhatIsNoAnswer() {
        assertEquals(
                "credit-risk",
                analyzer.ask(analyze("credit-risk")).path("echo").path("model").asText());
    }

    @Test
    void ask_refused_carriesTheAnalyzersWords() {
        String message =
                assertThrows(Refusal.class, () -> analyzer.ask(analyze("bad"))).getMessage();

        assertEquals("the analyzer: no model bad", message);
        assertTrue(analyzer.ask(analyze("good")).path("ok").asBoolean());
    }

    @Test
    void ask_childDies_saysItsLastWordsAndTheNextCommandHasANewOne() {
        long first = analyzer.pid();

        String message =
                assertThrows(Refusal.class, () -> analyzer.ask(analyze("deadly"))).getMessage();

        assertEquals(
                "the analyzer ended with exit code 7 before it answered (out of something); its log"
                        + " is "
                        + folder.resolve("log"),
                message);
        assertTrue(analyzer.ask(analyze("good")).path("ok").asBoolean());
        assertFalse(first == analyzer.pid());
    }

    @Test
    void close_endsTheChild() {
        Optional<ProcessHandle> child = ProcessHandle.of(analyzer.pid());
        assertTrue(child.isPresent());

        analyzer.close();

        assertFalse(child.get().isAlive());
    }

    private static RunningServices running(int port, String token) {
        return new RunningServices(
                1, "up", "0", "jdbc:x", "halflife", true, port, token, List.of());
    }

    @Test
    void controlDoor_sharesTheAnalyzer() {
        try (ControlDoor door = ControlDoor.open(analyzer);
                SharedAnalyzer shared = SharedAnalyzer.of(running(door.port(), door.token()))) {
            ObjectNode echo = (ObjectNode) shared.ask(analyze("m")).path("echo");

            assertEquals("m", echo.path("model").asText());
            assertFalse(echo.has("token"));
            assertEquals(
                    "the analyzer: no model bad",
                    assertThrows(Refusal.class, () -> shared.ask(analyze("bad"))).getMessage());
        }
    }

    /** Whoever shares the analyzer of another process is told, too. */
    @Test
    void controlDoor_passesProgressOn() {
        List<String> told = new ArrayList<>();
        try (ControlDoor door = ControlDoor.open(analyzer);
                SharedAnalyzer shared = SharedAnalyzer.of(running(door.port(), door.token()))) {
            ObjectNode answer =
                    shared.ask(
                            analyze("m").put("progress", true),
                            line -> told.add(line.path("progress").path("windows").asText()));

            assertEquals(List.of("1", "2"), told);
            assertEquals("m", answer.path("echo").path("model").asText());
        }
    }

    @Test
    void controlDoor_refusesStrangersAndOtherCommands() {
        try (ControlDoor door = ControlDoor.open(analyzer);
                SharedAnalyzer stranger = SharedAnalyzer.of(running(door.port(), "guess"));
                SharedAnalyzer shared = SharedAnalyzer.of(running(door.port(), door.token()))) {
            assertEquals(
                    "the token is not this state folder's",
                    assertThrows(Refusal.class, () -> stranger.ask(analyze("m"))).getMessage());
            ObjectNode stop = JsonLines.object().put("command", "stop");
            assertEquals(
                    "only analyze may be asked here",
                    assertThrows(Refusal.class, () -> shared.ask(stop)).getMessage());
        }
    }
}
