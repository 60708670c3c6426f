// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** A gzipped CSV file without quotes, by column; cells as text, blank where missing. */
public final class CsvColumns {

    private static final Pattern COMMA = Pattern.compile(",");

    private final Map<String, List<String>> columns = new LinkedHashMap<>();

    private CsvColumns() {}

    public static CsvColumns read(Path file) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            CsvColumns csv = new CsvColumns();
            String[] names = COMMA.split(reader.readLine(), -1);
            for (String name : names) {
                csv.columns.put(name, new ArrayList<>());
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = COMMA.split(line, -1);
                for (int i = 0; i < names.length; i++) {
                    csv.columns.get(names[i]).add(cells[i]);
                }
            }
            return csv;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows whose number is wanted. */
    public CsvColumns rows(Predicate<Integer> wanted) {
        CsvColumns part = new CsvColumns();
        columns.forEach(
                (name, cells) ->
                        part.columns.put(
                                name,
                                IntStream.range(0, cells.size())
                                        .filter(wanted::test)
                                        .mapToObj(cells::get)
                                        .toList()));
        return part;
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** The cells of a column; a column that is absent is an error. */
    public List<String> cells(String column) {
        List<String> cells = columns.get(column);
        if (cells == null) {
            throw new IllegalArgumentException(
                    "no column " + column + " among " + columns.keySet());
        }
        return cells;
    }

    /** The numbers of a column, blanks left out. */
    public double[] numbers(String column) {
        return cells(column).stream()
                .filter(cell -> !cell.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** How often each value of a column occurs, blanks left out. */
    public Map<String, Long> counts(String column) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String cell : cells(column)) {
            if (!cell.isEmpty()) {
                counts.merge(cell, 1L, Long::sum);
            }
        }
        return counts;
    }
}
