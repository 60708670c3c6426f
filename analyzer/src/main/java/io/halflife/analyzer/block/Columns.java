// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a version, numbered: the numeric features in the order of a row's numeric array,
 * the categorical ones in the order of its categorical array, then prediction, probability and
 * label. The number after the last column stands for the outcome of all rows.
 */
public final class Columns implements Serializable {

    private static final long serialVersionUID = 1;

    private final ArrayList<Column> columns = new ArrayList<>();
    private final int numericFeatures;
    private final int categoricalFeatures;
    private final OutputSpec output;
    private final Estimator estimatorOrNull;

    private Columns(
            List<Feature> numeric,
            List<Feature> categorical,
            OutputSpec output,
            Estimator estimatorOrNull) {
        numeric.forEach(feature -> columns.add(Column.feature(feature.name())));
        categorical.forEach(feature -> columns.add(Column.feature(feature.name())));
        columns.add(Column.PREDICTION);
        columns.add(Column.PROBABILITY);
        columns.add(Column.LABEL);
        this.numericFeatures = numeric.size();
        this.categoricalFeatures = categorical.size();
        this.output = output;
        this.estimatorOrNull = estimatorOrNull;
    }

    /** Without estimates. */
    public static Columns of(VersionDefinition version) {
        return of(version, null);
    }

    /**
     * Of a version.
     *
     * @param estimatorOrNull what estimates the performance of its rows
     */
    public static Columns of(VersionDefinition version, Estimator estimatorOrNull) {
        return new Columns(
                version.signature().numeric(),
                version.signature().categorical(),
                version.output(),
                estimatorOrNull);
    }

    public int numericFeatures() {
        return numericFeatures;
    }

    public int categoricalFeatures() {
        return categoricalFeatures;
    }

    public OutputSpec output() {
        return output;
    }

    /** Null when nothing is estimated. */
    Estimator estimatorOrNull() {
        return estimatorOrNull;
    }

    public Column column(int number) {
        return columns.get(number);
    }

    public int prediction() {
        return numericFeatures + categoricalFeatures;
    }

    public int probability() {
        return prediction() + 1;
    }

    public int label() {
        return prediction() + 2;
    }

    public int outcome() {
        return columns.size();
    }

    /** How many numbers are in use. */
    public int count() {
        return columns.size() + 1;
    }

    /** Whether the column's values are numbers rather than names. */
    public boolean isNumeric(int number) {
        if (number < numericFeatures || number == probability()) {
            return true;
        }
        return number >= prediction() && output.task() == Task.REGRESSION;
    }
}
