// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The values of one numeric column as they are read; NaN is a missing value. One thread. */
final class NumericBuffer {

    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
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

    /** The value at this index of what {@link #drain} gave. */
    static double value(byte[] drained, int index) {
        return (double) DOUBLES.get(drained, index * Double.BYTES);
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
