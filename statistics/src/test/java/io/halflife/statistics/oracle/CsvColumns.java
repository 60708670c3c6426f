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

/**
 * A gzipped CSV file, by column; cells as text, blank where missing. Quoted cells may hold commas
 * and doubled quotes, no line ends.
 */
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
            String[] names = split(reader.readLine());
            for (String name : names) {
                csv.columns.put(name, new ArrayList<>());
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = split(line);
                for (int i = 0; i < names.length; i++) {
                    csv.columns.get(names[i]).add(cells[i]);
                }
            }
            return csv;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] split(String line) {
        if (line.indexOf('"') < 0) {
            return COMMA.split(line, -1);
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                // A quote inside quotes is written twice: it ends them and opens them again.
                boolean doubled = !quoted && i > 0 && line.charAt(i - 1) == '"';
                cell.append(doubled ? "\"" : "");
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells.toArray(String[]::new);
    }

    /** The names of the columns, in the order of the file. */
    public List<String> names() {
        return List.copyOf(columns.keySet());
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
