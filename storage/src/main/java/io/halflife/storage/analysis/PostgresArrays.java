// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@code array_send} gives: dimensions, a null flag, the element type, one length and
 * lower bound, then every element as its length and its bytes. A null element has length -1.
 */
final class PostgresArrays {

    private static final int HEADER_BYTES = 20;

    private PostgresArrays() {}

    /**
     * Reads a one-dimensional {@code float8[]}; a null element becomes NaN.
     *
     * @throws IllegalArgumentException when it does not have {@code into.length} elements
     */
    static void doubles(byte[] sent, double[] into) {
        ByteBuffer bytes = elements(sent, into.length);
        for (int i = 0; i < into.length; i++) {
            into[i] = bytes.getInt() < 0 ? Double.NaN : bytes.getDouble();
        }
    }

    /**
     * Reads a one-dimensional {@code text[]}; a null element stays null.
     *
     * @throws IllegalArgumentException when it does not have {@code into.length} elements
     */
    static void texts(byte[] sent, String[] into) {
        ByteBuffer bytes = elements(sent, into.length);
        for (int i = 0; i < into.length; i++) {
            int length = bytes.getInt();
            if (length < 0) {
                into[i] = null;
            } else {
                into[i] = new String(sent, bytes.position(), length, StandardCharsets.UTF_8);
                bytes.position(bytes.position() + length);
            }
        }
    }

    /** All elements of a {@code float8[]}; a null element becomes NaN. */
    static double[] doubles(byte[] sent) {
        double[] values = new double[size(ByteBuffer.wrap(sent))];
        doubles(sent, values);
        return values;
    }

    /** What {@code timestamptz_send} gives: microseconds. */
    static long longOf(byte[] sent) {
        return ByteBuffer.wrap(sent).getLong();
    }

    private static ByteBuffer elements(byte[] sent, int expected) {
        ByteBuffer bytes = ByteBuffer.wrap(sent);
        int size = size(bytes);
        if (size != expected) {
            throw new IllegalArgumentException(
                    "a row has " + size + " values where its signature has " + expected);
        }
        return bytes;
    }

    private static int size(ByteBuffer bytes) {
        int dimensions = bytes.getInt(0);
        if (dimensions == 0) {
            return 0;
        }
        if (dimensions != 1) {
            throw new IllegalArgumentException("an array has " + dimensions + " dimensions, not 1");
        }
        bytes.position(HEADER_BYTES);
        return bytes.getInt(HEADER_BYTES - 8);
    }
}
