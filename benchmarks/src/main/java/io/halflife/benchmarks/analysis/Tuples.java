// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table by binary COPY. Not thread-safe. */
final class Tuples implements AutoCloseable {

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};
    private static final int FLOAT8_OID = 701;
    private static final int TEXT_OID = 25;
    private static final int ROW_BYTES_MAX = 64 * 1024;

    private final CopyIn copy;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20);

    /**
     * Opens the stream.
     *
     * @param into the table with its columns in parentheses
     */
    Tuples(Connection connection, String into) throws SQLException {
        copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + into + " from stdin (format binary)");
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    Tuples row(int columns) throws SQLException {
        if (buffer.remaining() < ROW_BYTES_MAX) {
            flush();
        }
        buffer.putShort((short) columns);
        return this;
    }

    Tuples int2(int value) {
        buffer.putInt(Short.BYTES).putShort((short) value);
        return this;
    }

    Tuples int4(int value) {
        buffer.putInt(Integer.BYTES).putInt(value);
        return this;
    }

    Tuples int8(long value) {
        buffer.putInt(Long.BYTES).putLong(value);
        return this;
    }

    Tuples float8(double value) {
        buffer.putInt(Double.BYTES).putDouble(value);
        return this;
    }

    Tuples time(Instant value) {
        return int8(EPOCH.until(value, ChronoUnit.MICROS));
    }

    Tuples uuid(long high, long low) {
        buffer.putInt(2 * Long.BYTES).putLong(high).putLong(low);
        return this;
    }

    Tuples text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        buffer.putInt(bytes.length).put(bytes);
        return this;
    }

    /** The row's value of every array. */
    Tuples numbers(double[][] columns, int row) {
        head(FLOAT8_OID, columns.length, columns.length * (Integer.BYTES + Double.BYTES));
        for (double[] column : columns) {
            float8(column[row % column.length]);
        }
        return this;
    }

    Tuples texts(String... values) {
        int bytes = 0;
        for (String value : values) {
            bytes += Integer.BYTES + value.getBytes(StandardCharsets.UTF_8).length;
        }
        head(TEXT_OID, values.length, bytes);
        for (String value : values) {
            text(value);
        }
        return this;
    }

    private void head(int type, int elements, int elementBytes) {
        boolean empty = elements == 0;
        buffer.putInt((empty ? 3 : 5) * Integer.BYTES + elementBytes);
        buffer.putInt(empty ? 0 : 1).putInt(0).putInt(type);
        if (!empty) {
            buffer.putInt(elements).putInt(1);
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /** The stored rows count from now on. */
    @Override
    public void close() throws SQLException {
        buffer.putShort((short) -1);
        flush();
        copy.endCopy();
    }
}
