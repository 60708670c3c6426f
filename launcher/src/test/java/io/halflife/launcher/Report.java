// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The JSON object that a replay prints, with its rows found by what they are about. */
final class Report {

    /** A column of a window. */
    record Column(String window, String role, String name) {}

    private record Tested(Column column, String test) {}

    private record Fitted(String metric, String range) {}

    private final Map<Tested, JsonNode> verdicts = new HashMap<>();
    private final Map<Column, JsonNode> profiles = new HashMap<>();
    private final Map<String, Map<String, JsonNode>> performance = new LinkedHashMap<>();
    private final Map<String, Map<String, JsonNode>> estimates = new LinkedHashMap<>();
    private final Map<String, JsonNode> referencePerformance = new LinkedHashMap<>();
    private final Map<Fitted, JsonNode> fits = new HashMap<>();
    private final Set<String> windows = new TreeSet<>();

    Report(JsonNode json) {
        for (JsonNode row : json.path("verdicts")) {
            windows.add(row.path("window").asText());
            putNew(verdicts, new Tested(column(row), row.path("test").asText()), row);
        }
        for (JsonNode row : json.path("profiles")) {
            putNew(profiles, column(row), row);
        }
        for (JsonNode row : json.path("performance")) {
            Map<String, Map<String, JsonNode>> byWindow =
                    row.path("estimated").asBoolean() ? estimates : performance;
            putNew(
                    byWindow.computeIfAbsent(
                            row.path("window").asText(), w -> new LinkedHashMap<>()),
                    row.path("metric").asText(),
                    row);
        }
        for (JsonNode row : json.path("reference_performance")) {
            putNew(referencePerformance, row.path("metric").asText(), row);
        }
        for (JsonNode row : json.path("decay")) {
            String range = row.path("range").asText();
            putNew(fits, new Fitted(row.path("metric").asText(), range), row);
        }
    }

    private static Column column(JsonNode row) {
        return new Column(
                row.path("window").asText(),
                row.path("role").asText(),
                row.path("feature").asText());
    }

    private static <K> void putNew(Map<K, JsonNode> map, K key, JsonNode row) {
        if (map.put(key, row) != null) {
            throw new AssertionError("the report says it twice: " + key);
        }
    }

    Set<String> windows() {
        return windows;
    }

    JsonNode verdict(Column column, String test) {
        return verdicts.getOrDefault(new Tested(column, test), MissingNode.getInstance());
    }

    JsonNode profile(Column column) {
        return profiles.getOrDefault(column, MissingNode.getInstance());
    }

    Map<String, JsonNode> performance(String window) {
        return performance.getOrDefault(window, Map.of());
    }

    /** What was estimated without labels. */
    Map<String, JsonNode> estimates(String window) {
        return estimates.getOrDefault(window, Map.of());
    }

    Map<String, JsonNode> referencePerformance() {
        return referencePerformance;
    }

    JsonNode decay(String metric, String range) {
        return fits.getOrDefault(new Fitted(metric, range), MissingNode.getInstance());
    }

    /** Those that any test of the column lists. */
    Set<String> newCategories(Column column) {
        Set<String> all = new TreeSet<>();
        verdicts.forEach(
                (key, row) -> {
                    if (key.column().equals(column)) {
                        row.path("new_categories").forEach(c -> all.add(c.asText()));
                    }
                });
        return all;
    }
}
