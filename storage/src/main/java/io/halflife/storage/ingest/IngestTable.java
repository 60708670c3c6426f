// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where rows go, with the columns of a row in their order. Backfilled rows carry the time at which
 * they count as known; the others leave it to the database, which takes the start of the storing
 * transaction, as it does for {@code received_at}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are copies that nobody can change
public enum IngestTable {
    PREDICTION("prediction", 3, Columns.PREDICTION, false),
    PREDICTION_BACKFILLED("prediction", 3, Columns.PREDICTION, true),
    GROUND_TRUTH("ground_truth", 4, Columns.GROUND_TRUTH, false),
    GROUND_TRUTH_BACKFILLED("ground_truth", 4, Columns.GROUND_TRUTH, true),
    GROUND_TRUTH_PENDING("ground_truth_pending", 3, Columns.GROUND_TRUTH_PENDING, false),
    GROUND_TRUTH_PENDING_BACKFILLED("ground_truth_pending", 3, Columns.GROUND_TRUTH_PENDING, true),
    REFERENCE_ROW("reference_row", 2, Columns.REFERENCE_ROW, false),
    LATENCY_SUMMARY("latency_summary", 4, Columns.LATENCY_SUMMARY, false),
    METRIC_VALUE("metric_value", 6, Columns.METRIC_VALUE, false),
    METRIC_VALUE_BACKFILLED("metric_value", 6, Columns.METRIC_VALUE, true),
    INGEST_REJECT("ingest_reject", 0, Columns.INGEST_REJECT, false);

    private final String table;
    private final int keyColumns;
    private final List<String> columns;

    IngestTable(String table, int keyColumns, List<String> columns, boolean backfilled) {
        List<String> all = new ArrayList<>(columns);
        if (backfilled) {
            all.add("available_at");
        }
        this.table = table;
        this.keyColumns = keyColumns;
        this.columns = List.copyOf(all);
    }

    /** The columns of a row, in the order in which its fields are written. */
    public List<String> columns() {
        return columns;
    }

    /** The table's name in the database. */
    String table() {
        return table;
    }

    /** The first columns, which identify a row; empty where rows have no identity. */
    List<String> key() {
        return columns.subList(0, keyColumns);
    }

    boolean isKeyed() {
        return keyColumns > 0;
    }

    boolean isPrediction() {
        return table.equals("prediction");
    }

    /** Whether its rows name the prediction that they are about by its whole key. */
    boolean isMatchedLabel() {
        return table.equals("ground_truth");
    }

    /** The name of the temporary table in which doubtful rows are compared. */
    String stage() {
        return "stage_" + name().toLowerCase(Locale.ROOT);
    }

    /** Held apart because an enum's constants are built before its static fields. */
    private static final class Columns {
        static final List<String> PREDICTION =
                List.of(
                        "model_id",
                        "event_time",
                        "prediction_id",
                        "id_text",
                        "version_id",
                        "environment",
                        "numeric_features",
                        "categorical_features",
                        "predicted_class",
                        "score",
                        "value",
                        "probabilities",
                        "latency_seconds",
                        "non_finite",
                        "tags",
                        "trace_id",
                        "extra",
                        "content_hash");
        static final List<String> GROUND_TRUTH =
                List.of(
                        "model_id",
                        "event_time",
                        "prediction_id",
                        "revision",
                        "actual_class",
                        "actual_value",
                        "source",
                        "observed_at",
                        "content_hash");
        static final List<String> GROUND_TRUTH_PENDING =
                List.of(
                        "model_id",
                        "prediction_id",
                        "revision",
                        "actual_class",
                        "actual_value",
                        "source",
                        "observed_at",
                        "content_hash");
        static final List<String> REFERENCE_ROW =
                List.of(
                        "reference_id",
                        "prediction_id",
                        "event_time",
                        "numeric_features",
                        "categorical_features",
                        "predicted_class",
                        "score",
                        "value",
                        "probabilities",
                        "actual_class",
                        "actual_value",
                        "non_finite",
                        "content_hash",
                        "tags");
        static final List<String> LATENCY_SUMMARY =
                List.of(
                        "model_id",
                        "instance",
                        "interval_id",
                        "start_time",
                        "end_time",
                        "version_id",
                        "environment",
                        "total",
                        "sum_seconds",
                        "min_seconds",
                        "max_seconds",
                        "resolution",
                        "explicit_bounds",
                        "bounds_n",
                        "quantiles",
                        "responses",
                        "content_hash");
        static final List<String> METRIC_VALUE =
                List.of(
                        "version_id",
                        "environment",
                        "name",
                        "from_time",
                        "to_time",
                        "revision",
                        "model_id",
                        "value",
                        "n",
                        "standard_error",
                        "source",
                        "content_hash");
        static final List<String> INGEST_REJECT =
                List.of("door", "model", "item_sha", "code", "pointer", "detail", "excerpt");

        private Columns() {}
    }
}
