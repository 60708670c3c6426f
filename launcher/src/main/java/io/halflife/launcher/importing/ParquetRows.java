// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.services.AnalyzerProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads Parquet through a child process of the analyzer, which alone knows the format. The child
 * ends with the reading, or with this process, however that ends: it holds its standard input.
 */
final class ParquetRows {

    private static final String MAIN = "io.halflife.analyzer.parquet.Rows";
    private static final long STOP_SECONDS = 5;

    private final Path analyzer;
    private final Path path;
    private final Set<String> without;
    private String file;
    private long line;

    /**
     * Nothing is started yet.
     *
     * @param analyzer the unpacked analyzer
     * @param path a file or a folder
     * @param without columns to leave out
     */
    ParquetRows(Path analyzer, Path path, Set<String> without) {
        this.analyzer = analyzer;
        this.path = path;
        this.without = without;
        this.file = path.toString();
    }

    /**
     * Reads all of it once.
     *
     * @throws Refusal when it cannot be read to its end
     */
    void read(Consumer<SourceRow> rows) {
        try {
            Path log = Files.createTempFile("halflife-parquet-", ".log");
            try {
                read(rows, log);
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw Refusal.failed(path + ": cannot be read on: " + e.getMessage(), e);
        }
    }

    private void read(Consumer<SourceRow> rows, Path log) throws IOException {
        Process child = start(log);
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            boolean ended = false;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                ended = take(text, rows);
            }
            if (!ended) {
                throw Refusal.failed(path + ": cannot be read on" + lastWords(log));
            }
        } finally {
            end(child);
        }
    }

    private Process start(Path log) throws IOException {
        ProcessBuilder builder =
                AnalyzerProgram.of(
                        analyzer,
                        MAIN,
                        List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        List<String> command = new ArrayList<>(builder.command());
        command.add(path.toString());
        command.addAll(without);
        return builder.command(command).redirectError(log.toFile()).start();
    }

    /** Whether this line is the end of the rows. */
    private boolean take(String text, Consumer<SourceRow> rows) throws IOException {
        JsonNode node = JsonCells.parse(text);
        if (node.has("row")) {
            line++;
            Map<String, Object> cells = new LinkedHashMap<>();
            JsonCells.flatten("", node.get("row"), cells);
            rows.accept(new SourceRow(file, line, cells));
        } else if (node.has("file")) {
            file = node.get("file").asText();
            line = 0;
        } else if (node.has("error")) {
            throw Refusal.failed(node.get("error").asText());
        }
        return node.has("rows");
    }

    private static String lastWords(Path log) throws IOException {
        List<String> said = Files.readAllLines(log, StandardCharsets.UTF_8);
        return said.isEmpty() ? "" : ": " + said.get(said.size() - 1).strip();
    }

    private static void end(Process child) {
        child.destroy();
        try {
            if (!child.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
