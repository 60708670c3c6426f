// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.launcher.console.Refusal;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes an archive in a process of its own: the analyzer alone knows the format of its files. */
public final class ArchiveChild {

    private static final String MAIN = "io.halflife.analyzer.archive.Archive";

    private ArchiveChild() {}

    /**
     * Runs it to its end.
     *
     * @param folder the unpacked analyzer
     * @param log where its words go
     * @param lines hears of each line that it prints
     * @return the last of them
     * @throws Refusal when it did not end well, saying why
     */
    public static JsonNode run(
            Path folder,
            StorageSettings database,
            List<String> arguments,
            Path log,
            Consumer<JsonNode> lines) {
        ProcessBuilder builder =
                AnalyzerProgram.of(folder, MAIN, List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
        List<String> command = new ArrayList<>(builder.command());
        command.addAll(arguments);
        builder.command(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(
                        Map.of(
                                "HALFLIFE_DB_URL", database.url(),
                                "HALFLIFE_DB_USER", database.user(),
                                "HALFLIFE_DB_PASSWORD", database.password()));
        try {
            return read(builder.start(), log, lines);
        } catch (IOException e) {
            throw Refusal.failed("cannot write the archive: " + e.getMessage(), e);
        }
    }

    private static JsonNode read(Process process, Path log, Consumer<JsonNode> lines)
            throws IOException {
        JsonNode last = Json.object();
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = Json.read(line);
                lines.accept(last);
            }
        } finally {
            process.destroy();
        }
        if (!last.path("ok").asBoolean()) {
            throw Refusal.failed(
                    last.path("error").asText("the archive was not finished; its log is " + log));
        }
        return last;
    }
}
