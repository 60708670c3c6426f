// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.util.Arrays;

/**
 * Grows by the fields of rows in the format of binary COPY: each a length, -1 for null, and its
 * bytes in network order. Not thread-safe.
 */
public final class CopyBuffer {

    private static final int FIRST_BYTES = 1024;
    private static final int NULL = -1;
    private static final int INT8_OID = 20;
    private static final int INT2_OID = 21;
    private static final int INT4_OID = 23;
    private static final int TEXT_OID = 25;
    private static final int FLOAT8_OID = 701;
    private static final int JSONB_VERSION = 1;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    /** How many bytes have been written: where the next field begins. */
    public int size() {
        return size;
    }

    /** The bytes behind the fields; replaced when it grows, so ask again after each field. */
    public byte[] bytes() {
        return bytes;
    }

    /** Forgets everything after this size. */
    public void truncate(int toSize) {
        size = toSize;
    }

    /** Begins a row that is sent as it stands here. */
    void fieldCount(int fields) {
        room(2);
        bytes[size++] = (byte) (fields >> 8);
        bytes[size++] = (byte) fields;
    }

    public void nullField() {
        int32(NULL);
    }

    public void int2(int value) {
        int32(2);
        room(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    public void int4(int value) {
        int32(4);
        int32(value);
    }

    public void int8(long value) {
        int32(8);
        int64(value);
    }

    /** Null where it is NaN. */
    public void float8(double value) {
        if (Double.isNaN(value)) {
            nullField();
        } else {
            int8(Double.doubleToRawLongBits(value));
        }
    }

    public void uuid(long high, long low) {
        int32(16);
        int64(high);
        int64(low);
    }

    /** A timestamptz in microseconds since 2000, or null for {@link PgTime#NONE_MICROS}. */
    public void timestamp(long micros) {
        if (micros == PgTime.NONE_MICROS) {
            nullField();
        } else {
            int8(micros);
        }
    }

    /** UTF-8 bytes of a text that Postgres can store; null for null. */
    public void text(byte[] utf8) {
        if (utf8 == null) {
            nullField();
        } else {
            bytea(utf8, 0, utf8.length);
        }
    }

    public void bytea(byte[] source, int from, int length) {
        int32(length);
        raw(source, from, length);
    }

    /** JSON text as jsonb; null for null. */
    public void jsonb(byte[] utf8) {
        if (utf8 == null) {
            nullField();
            return;
        }
        int32(utf8.length + 1);
        room(1);
        bytes[size++] = JSONB_VERSION;
        raw(utf8, 0, utf8.length);
    }

    /** A float8[] of the first n values; NaN becomes a null element. */
    public void float8Array(double[] values, int n) {
        boolean nulls = false;
        for (int i = 0; i < n; i++) {
            nulls |= Double.isNaN(values[i]);
        }
        int at = beginArray(FLOAT8_OID, n, nulls);
        for (int i = 0; i < n; i++) {
            float8(values[i]);
        }
        endField(at);
    }

    /**
     * A text[] whose elements lie in one byte array.
     *
     * @param starts where each element begins; negative for a null element
     * @param lengths of each element
     */
    public void textArray(byte[] utf8, int[] starts, int[] lengths, int n) {
        boolean nulls = false;
        for (int i = 0; i < n; i++) {
            nulls |= starts[i] < 0;
        }
        int at = beginArray(TEXT_OID, n, nulls);
        for (int i = 0; i < n; i++) {
            if (starts[i] < 0) {
                nullField();
            } else {
                bytea(utf8, starts[i], lengths[i]);
            }
        }
        endField(at);
    }

    /** An int2[] or int4[]. */
    void intArray(int[] values, int n, boolean wide) {
        int at = beginArray(wide ? INT4_OID : INT2_OID, n, false);
        for (int i = 0; i < n; i++) {
            if (wide) {
                int4(values[i]);
            } else {
                int2(values[i]);
            }
        }
        endField(at);
    }

    /** An int8[]. */
    public void int8Array(long[] values) {
        int at = beginArray(INT8_OID, values.length, false);
        for (long value : values) {
            int8(value);
        }
        endField(at);
    }

    /** Dimension, null flag, element type, then per dimension its length and lower bound. */
    private int beginArray(int elementOid, int n, boolean nulls) {
        int at = size;
        int32(0);
        int32(n == 0 ? 0 : 1);
        int32(nulls ? 1 : 0);
        int32(elementOid);
        if (n > 0) {
            int32(n);
            int32(1);
        }
        return at;
    }

    /** Writes the length of a field whose length was unknown when it began. */
    private void endField(int at) {
        int end = size;
        size = at;
        int32(end - at - 4);
        size = end;
    }

    private void raw(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    private void int32(int value) {
        room(4);
        bytes[size] = (byte) (value >> 24);
        bytes[size + 1] = (byte) (value >> 16);
        bytes[size + 2] = (byte) (value >> 8);
        bytes[size + 3] = (byte) value;
        size += 4;
    }

    private void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
        }
    }
}
