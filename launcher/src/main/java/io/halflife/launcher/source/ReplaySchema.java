// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.Task;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code schema.json} says: which model this is and what the columns mean.
 *
 * @param trainedFrom a date or time as it was written; the empty string when not stated
 * @param trainedTo likewise; the empty string: the training data end where the reference ends
 * @param label where the ground truth is; null when the files have none
 * @param rows how many rows the files should have; -1 when not stated
 */
public record ReplaySchema(
        ModelVersion id,
        Task task,
        String trainedFrom,
        String trainedTo,
        Output output,
        Label label,
        WindowChoice windows,
        List<FeatureColumn> features,
        RowCounts rows) {

    /** A feature's column, in the order of the signature. */
    public record FeatureColumn(String name, FeatureKind kind, boolean nullable) {
        public FeatureColumn {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(kind, "kind");
        }
    }

    /**
     * The model's answer. Columns that the task does not have are empty.
     *
     * @param classColumn the predicted class
     * @param probabilityColumns binary: at most one, of the positive class; multi-class: none, or
     *     one per class in the order of {@code classes}
     * @param classes binary: negative first
     * @param decisionThreshold NaN when not stated
     * @param valueColumn the predicted number
     */
    public record Output(
            String classColumn,
            List<String> probabilityColumns,
            List<String> classes,
            double decisionThreshold,
            String valueColumn) {
        public Output {
            Objects.requireNonNull(classColumn, "classColumn");
            Objects.requireNonNull(valueColumn, "valueColumn");
            probabilityColumns = List.copyOf(probabilityColumns);
            classes = List.copyOf(classes);
        }
    }

    /**
     * The ground truth.
     *
     * @param timestampColumn when it became known; the empty string: with the prediction
     */
    public record Label(String column, String timestampColumn) {
        public Label {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(timestampColumn, "timestampColumn");
        }
    }

    /** Rows that each file should have; -1 when not stated. */
    public record RowCounts(long reference, long production) {}

    public ReplaySchema {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(trainedFrom, "trainedFrom");
        Objects.requireNonNull(trainedTo, "trainedTo");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(windows, "windows");
        Objects.requireNonNull(rows, "rows");
        features = List.copyOf(features);
    }

    public Optional<Label> labelIfAny() {
        return Optional.ofNullable(label);
    }
}
