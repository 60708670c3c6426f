// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child that answers as the analyzer does, about the model {@code slow} when it is let go. */
class AnalyzerTurnTest {

    private static final String PROGRAM =
            """
            echo '{"ok":true,"ready":true}'
            while read line; do
              case "$line" in *'"slow"'*) until [ -e go ]; do sleep 0.05; done;; esac
              echo '{"ok":true}'
            done
            """;

    @TempDir Path folder;

    private static ObjectNode analyze(String model) {
        return JsonLines.object().put("command", "analyze").put("model", model);
    }

    @Test
    void ask_whileAnotherIsAnswered_hearsWhatItWaitsForAndSinceWhen() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        Queue<ObjectNode> heard = new ConcurrentLinkedQueue<>();
        try (AnalyzerChild child =
                AnalyzerChild.start(
                        new ProcessBuilder("sh", "-c", PROGRAM),
                        Map.of(),
                        folder.resolve("analyzer.log"),
                        folder)) {
            CompletableFuture<ObjectNode> slow =
                    CompletableFuture.supplyAsync(() -> child.ask(analyze("slow")));
            CompletableFuture<ObjectNode> second =
                    CompletableFuture.supplyAsync(
                            () -> {
                                Awaitility.await().until(child::isAsked);
                                return child.ask(analyze("fast").put("progress", true), heard::add);
                            });
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !heard.isEmpty());
            Files.createFile(folder.resolve("go"));

            assertTrue(slow.get(30, TimeUnit.SECONDS).path("ok").asBoolean());
            assertTrue(second.get(30, TimeUnit.SECONDS).path("ok").asBoolean());
        }
        assertEquals(1, heard.size(), "once for each that is waited for");
        ObjectNode line = (ObjectNode) heard.element().path("progress");
        assertEquals("slow", line.path("waiting_for").asText());
        Instant since = Instant.parse(line.path("since").asText());
        assertTrue(since.isAfter(before) && !since.isAfter(Instant.now()), since.toString());
    }
}
