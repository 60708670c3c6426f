// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.storage.analysis.RowCursor;
import java.sql.SQLException;
import java.util.function.BiConsumer;

/** Turns rows into columns: a buffer for each column of a version. One thread. */
final class RowBuffers {

    private final Columns columns;
    private final boolean features;
    private final NumericBuffer[] numbers;
    private final CategoryBuffer[] categories;
    private final double[] numericFeatures;
    private final String[] categoricalFeatures;
    private Outcome.Builder outcome;

    /**
     * Buffers for the rows of one slice.
     *
     * @param features whether the rows carry features; without them only label and outcome are kept
     */
    RowBuffers(Columns columns, boolean features) {
        this.columns = columns;
        this.features = features;
        this.numbers = new NumericBuffer[columns.outcome()];
        this.categories = new CategoryBuffer[columns.outcome()];
        for (int i = features ? 0 : columns.label(); i < columns.outcome(); i++) {
            if (columns.isNumeric(i)) {
                numbers[i] = new NumericBuffer();
            } else {
                categories[i] = new CategoryBuffer(columns.column(i));
            }
        }
        this.numericFeatures = new double[columns.numericFeatures()];
        this.categoricalFeatures = new String[columns.categoricalFeatures()];
        this.outcome = new Outcome.Builder(columns);
    }

    void add(RowCursor row) throws SQLException {
        if (features) {
            addFeatures(row);
        }
        addOutput(row);
    }

    private void addFeatures(RowCursor row) throws SQLException {
        row.numericFeatures(numericFeatures);
        for (int i = 0; i < numericFeatures.length; i++) {
            numbers[i].add(numericFeatures[i]);
        }
        row.categoricalFeatures(categoricalFeatures);
        for (int i = 0; i < categoricalFeatures.length; i++) {
            categories[numericFeatures.length + i].add(categoricalFeatures[i]);
        }
    }

    private void addOutput(RowCursor row) throws SQLException {
        ModelOutput output = ModelOutput.read(row, columns.output());
        if (features) {
            put(columns.prediction(), output.predictedClass(), output.value());
            put(columns.probability(), null, output.probability());
        }
        String actualClass = row.actualClass();
        double actualValue = row.actualValue();
        put(columns.label(), actualClass, actualValue);
        outcome.add(row.eventTime())
                .add(
                        output.predictedClass(),
                        output.probability(),
                        output.value(),
                        actualClass,
                        actualValue);
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
