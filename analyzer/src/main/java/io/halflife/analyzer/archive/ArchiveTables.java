// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.columnar.TableColumn;
import io.halflife.analyzer.columnar.TableColumn.Kind;
import io.halflife.analyzer.columnar.TableSchema;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.archive.ArchiveKind;
import io.halflife.storage.archive.ArchiveRows;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of files. Those of features and classes have a prefix, so that none meets another.
 */
final class ArchiveTables {

    private static final String FEATURE = "feature_";
    private static final String PROBABILITY = "probability_";

    private ArchiveTables() {}

    static String feature(String name) {
        return FEATURE + name;
    }

    static String probability(String name) {
        return PROBABILITY + name;
    }

    static TableSchema groundTruth() {
        return new TableSchema("ground_truth", common(ArchiveKind.GROUND_TRUTH));
    }

    static TableSchema predictions(VersionDefinition version) {
        List<TableColumn> columns = new ArrayList<>(common(ArchiveKind.PREDICTION));
        for (Feature numeric : version.signature().numeric()) {
            columns.add(new TableColumn(feature(numeric.name()), Kind.NUMBER, false));
        }
        for (Feature categorical : version.signature().categorical()) {
            columns.add(new TableColumn(feature(categorical.name()), Kind.TEXT, false));
        }
        for (String name : version.output().classes()) {
            columns.add(new TableColumn(probability(name), Kind.NUMBER, false));
        }
        return new TableSchema("prediction", columns);
    }

    private static List<TableColumn> common(ArchiveKind kind) {
        return ArchiveRows.columns(kind).stream().map(ArchiveTables::column).toList();
    }

    private static TableColumn column(String name) {
        return switch (name) {
            case "event_time", "received_at", "available_at", "observed_at" ->
                    new TableColumn(name, Kind.TIME, true);
            case "prediction_id" -> new TableColumn(name, Kind.ID, true);
            case "score", "value", "latency_seconds", "actual_value" ->
                    new TableColumn(name, Kind.NUMBER, false);
            case "non_finite", "revision", "content_hash" ->
                    new TableColumn(name, Kind.WHOLE, true);
            default -> new TableColumn(name, Kind.TEXT, false);
        };
    }

    /**
     * A row of the database as a row of the file.
     *
     * @throws ArchiveException when it has more or fewer values than its version has columns
     */
    static Object[] row(TableSchema schema, Object[] stored) {
        int common = ArchiveRows.columns(ArchiveKind.PREDICTION).size();
        if (stored.length == schema.columns().size() && stored.length < common) {
            return stored;
        }
        Object[] row = new Object[schema.columns().size()];
        System.arraycopy(stored, 0, row, 0, common);
        int next = common;
        for (int i = common; i < stored.length; i++) {
            Object[] values = (Object[]) stored[i];
            if (values != null) {
                if (next + values.length > row.length) {
                    throw new ArchiveException("a row has more values than its version has");
                }
                System.arraycopy(values, 0, row, next, values.length);
                next += values.length;
            }
        }
        return row;
    }
}
