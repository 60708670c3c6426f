// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.model.Task;
import io.halflife.storage.analysis.RowCursor;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Turns rows into columns: a buffer for each column of a version. One thread. */
final class RowBuffers {

    private final Columns columns;
    private final boolean numeric;
    private final boolean categorical;
    private final NumericBuffer[] numbers;
    private final CategoryBuffer[] categories;
    private final double[] numericFeatures;
    private final String[] categoricalFeatures;
    private Outcome.Builder outcome;
    private ModelOutput output;
    private double[] probabilities;
    private long eventMicros;
    private String actualClass;
    private double actualValue;

    /**
     * Buffers for the rows of one slice.
     *
     * @param reading the columns that are kept, besides the outcome
     */
    RowBuffers(Columns columns, Reading reading) {
        this(columns, reading, NumericBuffer::new);
    }

    /** Buffers for rows of which there may be few. */
    RowBuffers(Columns columns, Reading reading, Supplier<NumericBuffer> numbersOfColumn) {
        this.columns = columns;
        this.numeric = reading == Reading.ALL;
        this.categorical = reading != Reading.LABEL;
        this.numbers = new NumericBuffer[columns.outcome()];
        this.categories = new CategoryBuffer[columns.outcome()];
        for (int i = reading.first(columns); i < columns.outcome(); i++) {
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
        addFeatures(numericFeatures, categoricalFeatures);
        addOutput(this);
    }

    /** Adds the row that the other buffers took last; both are of the same slice. */
    void addLastOf(RowBuffers other) {
        addFeatures(other.numericFeatures, other.categoricalFeatures);
        addOutput(other);
    }

    private void read(RowCursor row) throws SQLException {
        if (numeric) {
            row.numericFeatures(numericFeatures);
        }
        if (categorical) {
            row.categoricalFeatures(categoricalFeatures);
        }
        output = ModelOutput.read(row, columns.output());
        probabilities =
                columns.output().task() == Task.MULTICLASS_CLASSIFICATION
                        ? row.probabilities()
                        : null;
        eventMicros = row.eventMicros();
        actualClass = row.actualClass();
        actualValue = row.actualValue();
    }

    private void addFeatures(double[] values, String[] names) {
        for (int i = 0; numeric && i < values.length; i++) {
            numbers[i].add(values[i]);
        }
        for (int i = 0; categorical && i < names.length; i++) {
            categories[values.length + i].add(names[i]);
        }
    }

    private void addOutput(RowBuffers of) {
        ModelOutput given = of.output;
        if (categorical) {
            put(columns.prediction(), given.predictedClass(), given.value());
            put(columns.probability(), null, given.probability());
        }
        put(columns.label(), of.actualClass, of.actualValue);
        outcome.add(of.eventMicros)
                .add(
                        given.predictedClass(),
                        given.probability(),
                        given.value(),
                        of.actualClass,
                        of.actualValue)
                .addProbabilities(of.probabilities, of.actualClass);
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
