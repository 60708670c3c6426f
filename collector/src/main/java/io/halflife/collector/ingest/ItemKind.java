// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import io.halflife.storage.ingest.RowOutcome;

/** What a door takes, and what its answers call the outcomes of the log. */
enum ItemKind {
    PREDICTION("prediction", "prediction_id_conflict"),
    GROUND_TRUTH("ground_truth", "ground_truth_conflict"),
    REFERENCE_ROW("reference_row", "prediction_id_conflict"),
    LATENCY_SUMMARY("latency_summary", "interval_id_conflict"),
    METRIC_VALUE("metric_value", "metric_value_conflict");

    private final String label;
    private final String conflict;

    ItemKind(String label, String conflict) {
        this.label = label;
        this.conflict = conflict;
    }

    /** The name in metrics. */
    String label() {
        return label;
    }

    /** The code of a row that was not stored. */
    String codeOf(RowOutcome outcome) {
        return switch (outcome) {
            case CONFLICT -> conflict;
            case ORPHANED -> "unknown_model";
            case UNSTORABLE -> "unstorable";
            case FROZEN -> "reference_frozen";
            case STORED, DUPLICATE ->
                    throw new IllegalArgumentException("the row is stored: " + outcome);
        };
    }

    /** The sentence to the code. */
    String detailOf(RowOutcome outcome) {
        return switch (outcome) {
            case CONFLICT -> "another item with this key is stored, and stays";
            case ORPHANED -> "the model or version was removed";
            case UNSTORABLE -> "the database refuses a value; this is a gap in our checks";
            case FROZEN -> "the reference is frozen";
            case STORED, DUPLICATE ->
                    throw new IllegalArgumentException("the row is stored: " + outcome);
        };
    }
}
