// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One row as {@code COPY} sends it in binary: a message with the number of fields, then every field
 * as its length and its bytes; null has length -1. The first message starts with a header, and the
 * last one is the number -1 instead of a row. An array is dimensions, a null flag, the element
 * type, one length and lower bound, then its elements like fields. Read in place, without objects.
 * One thread.
 */
final class CopyTuple {

    private static final int FIELDS = 10;
    private static final int END = -1;
    private static final int FILE_HEADER_BYTES = 19;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n'};
    private static final int ARRAY_HEADER_BYTES = 20;
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int[] starts = new int[FIELDS];
    private final int[] lengths = new int[FIELDS];
    private byte[] message;

    /** Takes the next message; false when it holds no row. */
    boolean read(byte[] next) {
        message = next;
        int at = isHeader(next) ? FILE_HEADER_BYTES + intAt(FILE_HEADER_BYTES - 4) : 0;
        int fields = at == next.length ? END : (next[at] << Byte.SIZE) | (next[at + 1] & 0xFF);
        if (fields == END) {
            return false;
        }
        if (fields != FIELDS) {
            throw new IllegalStateException("a row has " + fields + " fields, not " + FIELDS);
        }
        at += Short.BYTES;
        for (int field = 0; field < FIELDS; field++) {
            lengths[field] = intAt(at);
            starts[field] = at + Integer.BYTES;
            at = starts[field] + Math.max(0, lengths[field]);
        }
        return true;
    }

    private static boolean isHeader(byte[] message) {
        return message.length >= FILE_HEADER_BYTES
                && Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    private int intAt(int index) {
        return (int) INTS.get(message, index);
    }

    long longAt(int index) {
        return (long) LONGS.get(message, index);
    }

    boolean isNull(int field) {
        return lengths[field] < 0;
    }

    /** Where the field's bytes start. */
    int start(int field) {
        return starts[field];
    }

    /** NaN for null. */
    double number(int field) {
        return isNull(field) ? Double.NaN : Double.longBitsToDouble(longAt(starts[field]));
    }

    /** Null for null. */
    String text(int field, TextPool pool) {
        return isNull(field) ? null : pool.of(message, starts[field], lengths[field]);
    }

    /**
     * Reads a one-dimensional {@code float8[]}; a null element becomes NaN.
     *
     * @throws IllegalArgumentException when it does not have {@code into.length} elements
     */
    void doubles(int field, double[] into) {
        int at = elements(field, into.length);
        for (int i = 0; i < into.length; i++) {
            boolean missing = intAt(at) < 0;
            at += Integer.BYTES;
            into[i] = missing ? Double.NaN : Double.longBitsToDouble(longAt(at));
            at += missing ? 0 : Double.BYTES;
        }
    }

    /** All elements of a {@code float8[]}; null for null. */
    double[] doubles(int field) {
        if (isNull(field)) {
            return null;
        }
        double[] values = new double[size(field)];
        doubles(field, values);
        return values;
    }

    /** Reads a one-dimensional {@code text[]} likewise; a null element stays null. */
    void texts(int field, String[] into, TextPool pool) {
        int at = elements(field, into.length);
        for (int i = 0; i < into.length; i++) {
            int length = intAt(at);
            at += Integer.BYTES;
            into[i] = length < 0 ? null : pool.of(message, at, length);
            at += Math.max(0, length);
        }
    }

    private int elements(int field, int expected) {
        int size = size(field);
        if (size != expected) {
            throw new IllegalArgumentException(
                    "a row has " + size + " values where its signature has " + expected);
        }
        return starts[field] + ARRAY_HEADER_BYTES;
    }

    private int size(int field) {
        if (isNull(field)) {
            throw new IllegalArgumentException("a row has no array where its signature has one");
        }
        int dimensions = intAt(starts[field]);
        if (dimensions == 0) {
            return 0;
        }
        if (dimensions != 1) {
            throw new IllegalArgumentException("an array has " + dimensions + " dimensions, not 1");
        }
        return intAt(starts[field] + ARRAY_HEADER_BYTES - 2 * Integer.BYTES);
    }
}
