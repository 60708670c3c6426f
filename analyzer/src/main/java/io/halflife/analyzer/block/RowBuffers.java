// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.storage.analysis.RowCursor;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Turns rows into columns: a buffer for each column of a version. One thread. */
final class RowBuffers {

    private final Columns columns;
    private final boolean features;
    private final NumericBuffer[] numbers;
    private final CategoryBuffer[] categories;
    private final double[] numericFeatures;
    private final String[] categoricalFeatures;
    private Outcome.Builder outcome;
    private ModelOutput output;
    private long eventMicros;
    private String actualClass;
    private double actualValue;

    /**
     * Buffers for the rows of one slice.
     *
     * @param features whether the rows carry features; without them only label and outcome are kept
     */
    RowBuffers(Columns columns, boolean features) {
        this(columns, features, NumericBuffer::new);
    }

    /** Buffers for rows of which there may be few. */
    RowBuffers(Columns columns, boolean features, Supplier<NumericBuffer> numbersOfColumn) {
        this.columns = columns;
        this.features = features;
        this.numbers = new NumericBuffer[columns.outcome()];
        this.categories = new CategoryBuffer[columns.outcome()];
        for (int i = features ? 0 : columns.label(); i < columns.outcome(); i++) {
            if (columns.isNumeric(i)) {
                numbers[i] = numbersOfColumn.get();
            } else {
                categories[i] = new CategoryBuffer(columns.column(i));
            }
        }
        this.numericFeatures = new double[columns.numericFeatures()];
        this.categoricalFeatures = new String[columns.categoricalFeatures()];
        this.outcome = new Outcome.Builder(columns);
    }

    void add(RowCursor row) throws SQLException {
        read(row);
        if (features) {
            addFeatures(numericFeatures, categoricalFeatures);
        }
        addOutput(output, eventMicros, actualClass, actualValue);
    }

    /** Adds the row that the other buffers took last; both are of the same slice. */
    void addLastOf(RowBuffers other) {
        if (features) {
            addFeatures(other.numericFeatures, other.categoricalFeatures);
        }
        addOutput(other.output, other.eventMicros, other.actualClass, other.actualValue);
    }

    private void read(RowCursor row) throws SQLException {
        if (features) {
            row.numericFeatures(numericFeatures);
            row.categoricalFeatures(categoricalFeatures);
        }
        output = ModelOutput.read(row, columns.output());
        eventMicros = row.eventMicros();
        actualClass = row.actualClass();
        actualValue = row.actualValue();
    }

    private void addFeatures(double[] numeric, String[] categorical) {
        for (int i = 0; i < numeric.length; i++) {
            numbers[i].add(numeric[i]);
        }
        for (int i = 0; i < categorical.length; i++) {
            categories[numeric.length + i].add(categorical[i]);
        }
    }

    private void addOutput(ModelOutput given, long timeMicros, String trueClass, double trueValue) {
        if (features) {
            put(columns.prediction(), given.predictedClass(), given.value());
            put(columns.probability(), null, given.probability());
        }
        put(columns.label(), trueClass, trueValue);
        outcome.add(timeMicros)
                .add(
                        given.predictedClass(),
                        given.probability(),
                        given.value(),
                        trueClass,
                        trueValue);
    }

    private void put(int column, String category, double number) {
        if (numbers[column] != null) {
            numbers[column].add(number);
        } else {
            categories[column].add(category);
        }
    }

    /** Gives every column away, under its number, and starts again. */
    void drain(BiConsumer<Integer, Block> to) {
        for (int i = 0; i < columns.outcome(); i++) {
            if (numbers[i] != null) {
                to.accept(i, new Block.Numbers(numbers[i]));
            } else if (categories[i] != null) {
                to.accept(i, new Block.Categories(categories[i]));
            }
        }
        to.accept(columns.outcome(), new Block.Outcomes(outcome.build()));
        outcome = new Outcome.Builder(columns);
    }
}
