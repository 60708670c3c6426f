// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import java.util.Arrays;

/** The values of one numeric column as they are read; NaN is a missing value. One thread. */
final class NumericBuffer {

    static final int CAPACITY_FIRST = 1024;

    private double[] values;
    private int size;

    NumericBuffer() {
        this(CAPACITY_FIRST);
    }

    /** For few values: a segment's. */
    NumericBuffer(int capacity) {
        this.values = new double[capacity];
    }

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Gives the values away and starts again. */
    double[] drain() {
        double[] drained = Arrays.copyOf(values, size);
        size = 0;
        return drained;
    }
}
