// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Numbers in rows, one column a feature. NaN is a missing value. Immutable: what comes in is
 * copied.
 */
public final class Rows implements Serializable {

    private static final long serialVersionUID = 1L;

    private final double[] values;
    private final int columns;
    private final int size;

    /** Keeps the array, which nobody else may hold. */
    private Rows(double[] values, int columns) {
        this.values = values;
        this.columns = columns;
        this.size = values.length / columns;
    }

    /**
     * The rows of an array of rows.
     *
     * @param columns at least 1
     * @param rows each of as many values; may be none
     */
    public static Rows of(int columns, double[]... rows) {
        requireColumns(columns);
        double[] values = new double[Math.multiplyExact(rows.length, columns)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(
                        "row " + i + " must have " + columns + " values, had " + rows[i].length);
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return normalised(values, columns);
    }

    /**
     * The rows of an array that holds row after row.
     *
     * @param columns at least 1
     * @param values a multiple of columns
     */
    public static Rows ofFlat(int columns, double[] values) {
        requireColumns(columns);
        if (values.length % columns != 0) {
            throw new IllegalArgumentException(
                    "values must be a multiple of " + columns + ", were " + values.length);
        }
        return normalised(values.clone(), columns);
    }

    /** As {@link #ofFlat} for an array that this package made and gives away. */
    static Rows owned(int columns, double[] values) {
        return new Rows(values, columns);
    }

    private static void requireColumns(int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("columns must be at least 1, were " + columns);
        }
    }

    private static Rows normalised(double[] values, int columns) {
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.0;
        }
        return new Rows(values, columns);
    }

    /** How many rows. */
    public int size() {
        return size;
    }

    /** How many values in each. */
    public int columns() {
        return columns;
    }

    /** One value; NaN where it is missing. */
    public double get(int row, int column) {
        if (row < 0 || row >= size) {
            throw outOfRange("row", row, size);
        }
        if (column < 0 || column >= columns) {
            throw outOfRange("column", column, columns);
        }
        return values[row * columns + column];
    }

    private static IllegalArgumentException outOfRange(String name, int value, int end) {
        return new IllegalArgumentException(name + " must be in [0, " + end + "), was " + value);
    }

    /**
     * A part of the rows, in their order.
     *
     * @param from inclusive, in [0, to]
     * @param to exclusive, at most {@link #size()}
     */
    public Rows slice(int from, int to) {
        if (from < 0 || from > to || to > size) {
            throw new IllegalArgumentException(
                    String.format(
                            "from and to must be 0 ≤ from ≤ to ≤ %d, the rows, were %d and %d",
                            size, from, to));
        }
        return new Rows(Arrays.copyOfRange(values, from * columns, to * columns), columns);
    }

    /** These rows, by their indices. */
    Rows pick(int[] indices) {
        double[] picked = new double[Math.multiplyExact(indices.length, columns)];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * columns, picked, i * columns, columns);
        }
        return new Rows(picked, columns);
    }

    /** These rows and then the other's. */
    Rows append(Rows other) {
        double[] both = Arrays.copyOf(values, Math.addExact(values.length, other.values.length));
        System.arraycopy(other.values, 0, both, values.length, other.values.length);
        return new Rows(both, columns);
    }

    /** A column as a new array. */
    double[] column(int column) {
        double[] copy = new double[size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = get(i, column);
        }
        return copy;
    }

    /** Row after row; for reading only. */
    double[] flat() {
        return values;
    }

    boolean isFinite() {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** The squared Euclidean distance of two rows. */
    double squaredDistance(int row, Rows other, int otherRow) {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            double gap = values[row * columns + j] - other.values[otherRow * columns + j];
            sum += gap * gap;
        }
        return sum;
    }

    void requireColumnsOf(int wanted) {
        if (columns != wanted) {
            throw new IllegalArgumentException(
                    "columns must be the reference's " + wanted + ", were " + columns);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rows that
                && columns == that.columns
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * columns + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return size() + " rows of " + columns;
    }
}
