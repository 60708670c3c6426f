// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.source.CsvFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVRecord;

/**
 * A file of rows, by the end of its name: {@code .csv}, or {@code .ndjson} and {@code .jsonl}, each
 * also with {@code .gz}, or {@code .parquet}; a folder holds Parquet files. Read row by row, so its
 * size does not matter.
 */
final class RowFile {

    private final Path path;
    private final String name;

    private final Consumer<Consumer<SourceRow>> parquet;

    private RowFile(Path path, Consumer<Consumer<SourceRow>> parquet) {
        this.path = path;
        this.name = path.toString();
        this.parquet = parquet;
    }

    /**
     * Finds it.
     *
     * @param analyzer the unpacked analyzer, which reads Parquet
     * @param without columns that need not be read
     * @throws Refusal when it is not there or its name ends otherwise
     */
    static RowFile of(Path path, Path analyzer, Set<String> without) {
        if (!Files.isReadable(path)) {
            throw Refusal.failed(path + ": there is no such file that can be read");
        }
        RowFile file =
                new RowFile(path, rows -> new ParquetRows(analyzer, path, without).read(rows));
        if (!file.isCsv() && !file.isLines() && !file.isParquet()) {
            throw Refusal.failed(
                    path
                            + ": the name must end in .csv, .ndjson or .jsonl, or one of these and"
                            + " .gz, or in .parquet; a folder is one of Parquet files");
        }
        return file;
    }

    /** A line of it, for messages. */
    String place(long line) {
        return name + ":" + line;
    }

    private String plainName() {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    }

    private boolean isParquet() {
        return Files.isDirectory(path) || name.toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    private boolean isCsv() {
        return !Files.isDirectory(path) && plainName().endsWith(".csv");
    }

    private boolean isLines() {
        return !Files.isDirectory(path)
                && (plainName().endsWith(".ndjson") || plainName().endsWith(".jsonl"));
    }

    /**
     * Reads it once.
     *
     * @param bad gets the line and the rule of what is no row
     * @throws Refusal when the file as a whole cannot be read on
     */
    void read(Consumer<SourceRow> rows, BiConsumer<Long, String> bad) {
        if (isParquet()) {
            parquet.accept(rows);
        } else if (isCsv()) {
            CsvFile.of(path).read(new CsvRows(rows, bad));
        } else {
            readLines(rows, bad);
        }
    }

    private final class CsvRows implements CsvFile.Visitor {

        private final Consumer<SourceRow> rows;
        private final BiConsumer<Long, String> bad;
        private List<String> columns = List.of();

        private CsvRows(Consumer<SourceRow> rows, BiConsumer<Long, String> bad) {
            this.rows = rows;
            this.bad = bad;
        }

        @Override
        public void header(List<String> names) {
            if (names.stream().distinct().count() < names.size() || names.contains("")) {
                throw Refusal.failed(name + ":1: the columns need names, each another");
            }
            columns = names;
        }

        @Override
        public boolean row(long line, CSVRecord cells) {
            if (cells.size() != columns.size()) {
                bad.accept(
                        line,
                        "the row has " + cells.size() + " cells, the header " + columns.size());
                return true;
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                String cell = cells.get(i).strip();
                values.put(columns.get(i), cell.isEmpty() ? null : cell);
            }
            rows.accept(new SourceRow(name, line, values));
            return true;
        }
    }

    private void readLines(Consumer<SourceRow> rows, BiConsumer<Long, String> bad) {
        long line = 0;
        try (BufferedReader reader = reader()) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (!text.isBlank()) {
                    readLine(line, text, rows, bad);
                }
            }
        } catch (IOException e) {
            throw Refusal.failed(
                    name + ":" + (line + 1) + ": cannot be read on, it is damaged or no UTF-8", e);
        }
    }

    private void readLine(
            long line, String text, Consumer<SourceRow> rows, BiConsumer<Long, String> bad) {
        try {
            JsonNode node = JsonCells.parse(text);
            if (!node.isObject()) {
                bad.accept(line, "the line is not a JSON object");
                return;
            }
            Map<String, Object> cells = new LinkedHashMap<>();
            JsonCells.flatten("", node, cells);
            rows.accept(new SourceRow(name, line, cells));
        } catch (JsonProcessingException e) {
            bad.accept(line, "the line is not JSON");
        }
    }

    private BufferedReader reader() throws IOException {
        InputStream bytes = Files.newInputStream(path);
        if (name.toLowerCase(Locale.ROOT).endsWith(".gz")) {
            bytes = new GZIPInputStream(bytes, 1 << 16);
        }
        return new BufferedReader(
                new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
    }
}
