// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.page.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a chart, newest first, as datatable.js and curves.js write them.
 *
 * @param head the names of the columns
 * @param rows the first cell of each is its name
 * @param leftOut how many older rows there are beside
 */
public record FigureTable(List<String> head, List<List<String>> rows, int leftOut) {

    /** Who wants more has the read API; a report stays small. */
    static final int ROWS_MAX = 100;

    private static final String MOMENT = "Window";

    public FigureTable {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
    }

    private static FigureTable newest(List<String> head, List<List<String>> rows) {
        int shown = Math.min(ROWS_MAX, rows.size());
        return new FigureTable(head, rows.subList(0, shown), rows.size() - shown);
    }

    /**
     * Of series over time; a row for each moment. A curve that is drawn through moments of its own
     * has no row where others have windows.
     */
    static FigureTable of(JsonNode spec) {
        List<JsonNode> series = new ArrayList<>();
        spec.get("series").forEach(series::add);
        boolean isOfWindows = series.stream().anyMatch(one -> one.has("labels"));
        series.removeIf(one -> one.get("y").isEmpty() || (isOfWindows && !one.has("labels")));
        List<String> head = new ArrayList<>(List.of(MOMENT));
        series.forEach(one -> head.add(one.get("name").asText()));
        Map<Long, List<String>> rows = new TreeMap<>(Comparator.reverseOrder());
        for (int column = 0; column < series.size(); column++) {
            JsonNode one = series.get(column);
            for (int i = 0; i < one.get("y").size(); i++) {
                if (one.get("y").get(i).isNumber()) {
                    long at = one.get("x").get(i).asLong();
                    rows.computeIfAbsent(at, second -> row(second, head.size()))
                            .set(column + 1, cell(spec, one, i));
                    String label = one.path("labels").path(i).asText();
                    if (!label.isEmpty()) {
                        rows.get(at).set(0, label);
                    }
                }
            }
        }
        return newest(head, List.copyOf(rows.values()));
    }

    private static List<String> row(long second, int size) {
        List<String> row = new ArrayList<>(Collections.nCopies(size, Figures.NONE));
        row.set(0, moment(second));
        return row;
    }

    /** Midnight is the day alone. */
    private static String moment(long second) {
        Instant at = Instant.ofEpochSecond(second);
        return Math.floorMod(second, 86_400L) == 0 ? Figures.day(at) : Figures.minute(at);
    }

    /** "0.861 (0.840 to 0.880), n 1,004, 98 % of 1,024 labelled". */
    private static String cell(JsonNode spec, JsonNode one, int i) {
        int decimals = spec.get("decimals").asInt();
        String unit = spec.get("unit").asText();
        StringBuilder cell = new StringBuilder();
        cell.append(Figures.number(one.get("y").get(i).asDouble(), decimals));
        cell.append(unit.isEmpty() ? "" : " " + unit);
        JsonNode low = one.path("low").path(i);
        JsonNode high = one.path("high").path(i);
        if (low.isNumber() && high.isNumber()) {
            cell.append(" (").append(Figures.number(low.asDouble(), decimals)).append(" to ");
            cell.append(Figures.number(high.asDouble(), decimals)).append(')');
        }
        if (one.path("n").path(i).asLong(-1) >= 0) {
            cell.append(", n ").append(Figures.count(one.get("n").get(i).asLong()));
        }
        String note = one.path("notes").path(i).asText();
        return cell.append(note.isEmpty() ? "" : ", " + note).toString();
    }

    /** Of a map: a row for each stretch of time, a column for each cell. */
    static FigureTable ofHeat(JsonNode heat) {
        JsonNode limits = heat.get("limits");
        String unit = heat.get("unit").asText();
        List<String> head = new ArrayList<>(List.of(MOMENT));
        for (int cell = 0; cell <= limits.size(); cell++) {
            head.add(between(limits, cell, unit));
        }
        head.add("n");
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode column : heat.get("columns")) {
            List<String> row = new ArrayList<>(List.of(moment(column.get("from").asLong())));
            column.get("shares").forEach(share -> row.add(percent(100 * share.asDouble())));
            row.add(Figures.count(column.get("n").asLong()));
            rows.add(0, row);
        }
        return newest(head, rows);
    }

    private static String between(JsonNode limits, int cell, String unit) {
        if (cell == 0) {
            return "up to " + limit(limits.get(0).asDouble(), unit);
        }
        String low = limit(limits.get(cell - 1).asDouble(), unit);
        return cell == limits.size()
                ? "above " + low
                : low.replace(" " + unit, "") + " to " + limit(limits.get(cell).asDouble(), unit);
    }

    /** "0.5 ms", "1,000 ms". */
    static String limit(double value, String unit) {
        String number =
                value == Math.rint(value)
                        ? Figures.count((long) value)
                        : String.format(Locale.ROOT, "%s", value);
        return number + " " + unit;
    }

    private static String percent(double share) {
        return Figures.number(share, 2) + " %";
    }

    /** Of shares over values: a row for each value, or for each bin of a histogram. */
    static FigureTable ofShares(JsonNode spec) {
        JsonNode x = spec.get("x");
        int decimals = spec.get("decimals").asInt();
        boolean bins = spec.get("filled").asBoolean();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < (bins ? x.size() - 1 : x.size()); i++) {
            String at = Figures.number(x.get(i).asDouble(), decimals);
            String name =
                    bins
                            ? at + " to " + Figures.number(x.get(i + 1).asDouble(), decimals)
                            : "at most " + at;
            rows.add(
                    List.of(
                            name,
                            percent(spec.get("reference").get(i).asDouble()),
                            percent(spec.get("window").get(i).asDouble())));
        }
        return newest(List.of("Values", "Reference", "Window"), rows);
    }
}
