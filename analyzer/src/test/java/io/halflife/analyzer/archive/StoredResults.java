// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.run.RunSummary;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;

/** All that runs wrote into a database, as text, but for what says when. */
final class StoredResults {

    private static final Set<String> TABLES =
            new TreeSet<>(
                    Set.of(
                            "drift_verdict",
                            "feature_profile",
                            "performance_window",
                            "window_volume",
                            "decay_fit"));

    private StoredResults() {}

    /** One line for each row, in order. */
    static List<String> of(Jdbi jdbi, List<RunSummary> runs) {
        List<String> rows = new ArrayList<>();
        runs.forEach(run -> rows.add(run.windows() + " windows of " + run.rows() + " rows"));
        rows.addAll(of(jdbi, TABLES));
        return rows;
    }

    /** The rows of these tables alone. */
    static List<String> of(Jdbi jdbi, Set<String> tables) {
        List<String> rows = new ArrayList<>();
        for (String table : tables) {
            jdbi
                    .withHandle(
                            handle ->
                                    handle.createQuery("select * from " + table).mapToMap().list())
                    .stream()
                    .map(row -> table + " " + text(row))
                    .sorted()
                    .forEach(rows::add);
        }
        return rows;
    }

    private static String text(Map<String, Object> row) {
        Map<String, String> text = new TreeMap<>();
        row.forEach(
                (column, value) -> {
                    // Which run wrote it is a random number.
                    if (!column.equals("run_id")
                            && !column.endsWith("computed_at")
                            && !column.equals("made_at")
                            && !column.equals("profiled_at")) {
                        text.put(
                                column,
                                value instanceof byte[] bytes
                                        ? HexFormat.of().formatHex(bytes)
                                        : String.valueOf(value));
                    }
                });
        return text.toString();
    }
}
