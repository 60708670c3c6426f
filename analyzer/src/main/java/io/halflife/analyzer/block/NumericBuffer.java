// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** Gives the values away as bytes and starts again. */
    byte[] drain() {
        byte[] bytes = new byte[Math.multiplyExact(size, Double.BYTES)];
        wrap(bytes).asDoubleBuffer().put(values, 0, size);
        size = 0;
        return bytes;
    }

    /** Reads what {@link #drain} gave into the array, from this index on; gives the next index. */
    static int read(byte[] bytes, double[] into, int from) {
        int n = bytes.length / Double.BYTES;
        wrap(bytes).asDoubleBuffer().get(into, from, n);
        return from + n;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
