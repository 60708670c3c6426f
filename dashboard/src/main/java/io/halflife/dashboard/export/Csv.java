// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A list of JSON objects as a table (RFC 4180): a line for each, a column for each member in the
 * order in which they are first seen, members of members as {@code outer.inner}, lists as JSON.
 *
 * <p>Names come from clients, and a spreadsheet runs a text that looks like a formula: a text that
 * begins with {@code = + - @}, a tab or a line break gets an apostrophe before it (CWE-1236).
 * Numbers are numbers and stay as they are.
 */
public final class Csv {

    private static final Pattern FORMULA =
            Pattern.compile("^[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]");
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]");
    private static final String LINE_END = "\r\n";

    private Csv() {}

    /** The table, its first line the names; only that line where there are no items. */
    public static String of(Iterable<JsonNode> items) {
        List<Map<String, String>> rows = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode item : items) {
            Map<String, String> row = new LinkedHashMap<>();
            flatten("", item, row);
            rows.add(row);
            names.addAll(row.keySet());
        }
        StringBuilder text = new StringBuilder();
        line(text, names.stream().map(Csv::harmless).toList());
        rows.forEach(
                row -> line(text, names.stream().map(name -> row.getOrDefault(name, "")).toList()));
        return text.toString();
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> row) {
        node.properties()
                .forEach(
                        member -> {
                            String name = prefix + member.getKey();
                            if (member.getValue().isObject()) {
                                flatten(name + ".", member.getValue(), row);
                            } else {
                                row.put(name, cell(member.getValue()));
                            }
                        });
    }

    private static String cell(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isTextual() ? harmless(value.textValue()) : value.toString();
    }

    static String harmless(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }

    private static void line(StringBuilder text, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(quoted(cells.get(i)));
        }
        text.append(LINE_END);
    }

    private static String quoted(String cell) {
        return NEEDS_QUOTES.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
