// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that runs write about a model, without names, numbers and times of its own. */
final class RunRows {

    private static final List<String> OF_VERSION =
            List.of(
                    "feature_profile",
                    "drift_verdict",
                    "drift_beside",
                    "performance_window",
                    "window_volume",
                    "decay_fit",
                    "analysis_run",
                    "unfinished_run");

    private static final List<String> OF_SEGMENT =
            List.of("segment_profile", "segment_verdict", "segment_performance");

    private static final String ROWS =
            """
            select cast(to_jsonb(t) - array['id', 'version_id', 'model_id', 'reference_id',
                     'watermark', 'started_at', 'finished_at', 'created_at'] as text)
              from %s t where %s = :id
            """;

    private static final String SEGMENT_ROWS =
            """
            select s.source || ' ' || s.name || ' ' || s.kind || ' ' || s.value || ' '
                     || cast(to_jsonb(t) - array['segment_id', 'reference_id'] as text)
              from %s t join segment s on s.id = t.segment_id where s.version_id = :id
            """;

    private RunRows() {}

    /** By table, in an order that does not depend on when they were written. */
    static Map<String, List<String>> of(Storage storage, CreditRisk model) {
        Map<String, List<String>> rows = new TreeMap<>();
        int version = model.version().versionId();
        for (String table : OF_VERSION) {
            rows.put(table, rows(storage, ROWS.formatted(table, "version_id"), version, model));
        }
        for (String table : OF_SEGMENT) {
            rows.put(table, rows(storage, SEGMENT_ROWS.formatted(table), version, model));
        }
        rows.put(
                "outbox",
                rows(
                        storage,
                        ROWS.formatted("outbox", "model_id"),
                        model.version().modelId(),
                        model));
        return rows;
    }

    private static List<String> rows(Storage storage, String sql, int id, CreditRisk model) {
        return storage.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(sql).bind("id", id).mapTo(String.class).stream()
                                        .map(row -> row.replace(model.name(), "MODEL"))
                                        .map(row -> row.replaceAll("\"timestamp\": \"[^\"]*\"", ""))
                                        .map(row -> row.replaceAll("\"reference_id\": \\d+", ""))
                                        .sorted()
                                        .toList());
    }

    /** Only what differs is shown: the rows are many. */
    static void assertSame(
            Map<String, List<String>> expected, Map<String, List<String>> rows, String when) {
        expected.forEach(
                (table, all) -> {
                    List<String> missing = new ArrayList<>(all);
                    missing.removeAll(rows.get(table));
                    List<String> more = new ArrayList<>(rows.get(table));
                    more.removeAll(all);
                    String first = "missing " + missing.stream().limit(2).toList();
                    assertTrue(
                            missing.isEmpty() && more.isEmpty(),
                            () ->
                                    table
                                            + ", "
                                            + when
                                            + ": "
                                            + first
                                            + ", instead "
                                            + more.stream().limit(2).toList());
                    assertEquals(all.size(), rows.get(table).size(), table + ", " + when);
                });
    }
}
