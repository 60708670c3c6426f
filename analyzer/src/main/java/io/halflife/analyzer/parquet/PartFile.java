// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.parquet;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A file of a Parquet folder. One row group of it is in memory at a time.
 *
 * @param folders columns that are in the names of its folders, {@code region=north}, as Spark and
 *     Hive write them; a missing value is not in it
 */
record PartFile(Path path, Map<String, String> folders) {

    private static final String MISSING = "__HIVE_DEFAULT_PARTITION__";

    /**
     * The files of a folder in the order of their names, without what Spark hides ({@code
     * _SUCCESS}, {@code .part.crc}); a file is its only one.
     *
     * @throws UnreadableException when there is none
     */
    static List<PartFile> all(Path root) {
        if (Files.isRegularFile(root)) {
            return List.of(new PartFile(root, Map.of()));
        }
        try (Stream<Path> paths = Files.walk(root)) {
            List<PartFile> parts =
                    paths.filter(path -> isPart(root.relativize(path)) && Files.isRegularFile(path))
                            .sorted()
                            .map(path -> new PartFile(path, folders(root.relativize(path))))
                            .toList();
            if (parts.isEmpty()) {
                throw new UnreadableException(root + ": there is no .parquet file in it");
            }
            return parts;
        } catch (IOException e) {
            throw new UnreadableException(root + ": cannot be read: " + e, e);
        }
    }

    private static boolean isPart(Path relative) {
        for (Path step : relative) {
            boolean hidden = step.toString().startsWith("_") || step.toString().startsWith(".");
            if (hidden && step.toString().indexOf('=') < 0) {
                return false;
            }
        }
        return relative.toString().endsWith(".parquet");
    }

    private static Map<String, String> folders(Path relative) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Path step : relative) {
            String name = step.toString();
            int equals = name.indexOf('=');
            if (equals > 0 && !step.equals(relative.getFileName())) {
                String value = unescaped(name.substring(equals + 1));
                if (!value.equals(MISSING)) {
                    columns.put(unescaped(name.substring(0, equals)), value);
                }
            }
        }
        return columns;
    }

    /** They escape as in URLs, but leave a plus as it is. */
    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /**
     * Writes its rows.
     *
     * @param without names of columns to leave out
     * @throws UnreadableException when it is damaged, or has a column of more than single values
     */
    void write(Set<String> without, RowLines lines) throws IOException {
        lines.file(path.toString());
        try (ParquetFileReader reader = read(this::open)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            MessageType wanted = wanted(schema, without);
            List<Cell> cells = wanted.getFields().stream().map(this::cell).toList();
            reader.setRequestedSchema(wanted);
            MessageColumnIO columns = new ColumnIOFactory().getColumnIO(wanted, schema);
            Map<String, String> added = new LinkedHashMap<>(folders);
            added.keySet().removeAll(without);
            for (PageReadStore group = read(reader::readNextRowGroup);
                    group != null;
                    group = read(reader::readNextRowGroup)) {
                PageReadStore pages = group;
                RecordReader<Group> rows =
                        read(
                                () ->
                                        columns.getRecordReader(
                                                pages, new GroupRecordConverter(wanted)));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    lines.row(read(rows::read), cells, added);
                }
            }
        }
    }

    private ParquetFileReader open() throws IOException {
        return ParquetFileReader.open(
                new LocalInputFile(path),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    }

    /** Whatever goes wrong in reading is the file's fault, and said with its name. */
    private <T> T read(Callable<T> step) {
        try {
            return step.call();
        } catch (Exception e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("damaged");
            throw new UnreadableException(path + ": cannot be read: " + reason, e);
        }
    }

    private static MessageType wanted(MessageType schema, Set<String> without) {
        List<Type> columns = new ArrayList<>(schema.getFields());
        columns.removeIf(column -> without.contains(column.getName()));
        return new MessageType(schema.getName(), columns);
    }

    private Cell cell(Type column) {
        return Cells.of(column)
                .orElseThrow(
                        () ->
                                new UnreadableException(
                                        path
                                                + ": column "
                                                + column.getName()
                                                + " holds "
                                                + (column.isPrimitive() ? "bytes" : "nested values")
                                                + ", not a number, text, boolean or time; leave it"
                                                + " out with --map "
                                                + column.getName()
                                                + "=-"));
    }
}
