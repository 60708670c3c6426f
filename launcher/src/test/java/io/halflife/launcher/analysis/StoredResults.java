// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that analyzers have stored, table by table and model by model, without what differs between
 * two runs that conclude the same: wall clocks and numbers that the database draws.
 *
 * @param rows by group: {@code reference 2} or {@code results 2}
 */
record StoredResults(Map<String, List<String>> rows) {

    /** What analyzers read and others write. */
    private static final Set<String> INPUTS =
            Set.of(
                    "prediction",
                    "ground_truth",
                    "ground_truth_pending",
                    "reference_row",
                    "reference_row_label",
                    "reference_version",
                    "reference_event",
                    "model",
                    "model_version",
                    "version_environment",
                    "flyway_schema_history",
                    "halflife_schema");

    private static final String RANDOM =
            "array['id','request_id','watermark','started_at','finished_at','created_at','occurred_at',"
                    + "'profiled_at','made_at','updated_at','evidence']";

    /** Kinds of groups, each followed by a number: what one transaction writes. */
    static final String REFERENCE = "reference ";

    static final String CALIBRATION = "calibration ";
    static final String VOLUME = "volume ";
    static final String RESULTS = "results ";

    StoredResults {
        rows = Map.copyOf(rows);
    }

    static StoredResults of(Connection connection) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> table : tables(statement).entrySet()) {
                add(statement, table.getKey(), table.getValue(), rows);
            }
        }
        return new StoredResults(rows);
    }

    /** The tables, and by which column their rows belong to a model. */
    private static Map<String, String> tables(Statement statement) throws SQLException {
        Map<String, String> owners = new TreeMap<>();
        String sql =
                """
                select distinct on (c.relname) c.relname, a.attname
                  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                   and not c.relispartition
                   and a.attname in ('version_id', 'reference_id', 'model_id')
                 order by c.relname, array_position(
                       array['version_id', 'reference_id', 'model_id']::name[], a.attname)
                """;
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                if (!INPUTS.contains(result.getString(1))) {
                    owners.put(result.getString(1), result.getString(2));
                }
            }
        }
        return owners;
    }

    private static void add(
            Statement statement, String table, String owner, Map<String, List<String>> rows)
            throws SQLException {
        String group = group(table);
        String sql =
                "select "
                        + owner
                        + ", ((to_jsonb(r) #- '{payload,timestamp}' #- '{payload,data,request_id}') - "
                        + RANDOM
                        + ")::text from "
                        + table
                        + " r order by 1, 2";
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.computeIfAbsent(group + result.getLong(1), g -> new ArrayList<>())
                        .add(table + " " + result.getString(2));
            }
        }
    }

    /** By the transaction that writes it. */
    private static String group(String table) {
        return switch (table) {
            case "reference_calibration",
                    "reference_column_calibration",
                    "reference_slot_profile" ->
                    CALIBRATION;
            case "reference_volume" -> VOLUME;
            default -> table.startsWith("reference") ? REFERENCE : RESULTS;
        };
    }

    List<String> of(String group) {
        return rows.getOrDefault(group, List.of());
    }

    /** How many rows of each table. */
    Map<String, Long> counts() {
        return rows.values().stream()
                .flatMap(List::stream)
                .collect(
                        Collectors.groupingBy(
                                row -> row.substring(0, row.indexOf(' ')),
                                TreeMap::new,
                                Collectors.counting()));
    }

    /** The first row that only one of two has; empty when they are equal. */
    String differenceFrom(StoredResults other) {
        Set<String> groups = new TreeSet<>(rows.keySet());
        groups.addAll(other.rows.keySet());
        return groups.stream()
                .filter(group -> !of(group).equals(other.of(group)))
                .map(group -> group + ": " + firstDifference(of(group), other.of(group)))
                .findFirst()
                .orElse("");
    }

    private static String firstDifference(List<String> here, List<String> there) {
        List<String> only = new ArrayList<>(here);
        only.removeAll(there);
        List<String> missing = new ArrayList<>(there);
        missing.removeAll(here);
        return here.size()
                + " rows, expected "
                + there.size()
                + "; only here "
                + only.stream().findFirst().map(StoredResults::cut)
                + ", only there "
                + missing.stream().findFirst().map(StoredResults::cut);
    }

    private static String cut(String row) {
        return row.substring(0, Math.min(row.length(), 600));
    }
}
