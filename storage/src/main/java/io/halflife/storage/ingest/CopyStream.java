// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends rows to a table by binary COPY, in chunks. One per COPY. */
final class CopyStream {

    private static final int CHUNK = 64 << 10;
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private final CopyIn copy;
    private final byte[] chunk = new byte[CHUNK];
    private int filled;

    private CopyStream(CopyIn copy) {
        this.copy = copy;
    }

    /**
     * Sends rows as they are.
     *
     * @param table the table's name, from an enum and never from input
     */
    static void send(
            Connection connection, String table, List<String> columns, List<IngestRow> rows)
            throws SQLException {
        CopyStream stream = open(connection, table, columns);
        try {
            for (IngestRow row : rows) {
                stream.int16(columns.size());
                stream.bytes(row.bytes(), row.start(), row.length());
            }
            stream.end();
        } finally {
            stream.cancelIfOpen();
        }
    }

    /** Sends rows with one more column, their position in the list. */
    static void sendNumbered(
            Connection connection, String table, List<String> columns, List<IngestRow> rows)
            throws SQLException {
        CopyStream stream = open(connection, table, columns);
        try {
            for (int i = 0; i < rows.size(); i++) {
                IngestRow row = rows.get(i);
                stream.int16(columns.size());
                stream.bytes(row.bytes(), row.start(), row.length());
                stream.number(i);
            }
            stream.end();
        } finally {
            stream.cancelIfOpen();
        }
    }

    /** Sends the first bytes of each row and its position: some leading columns of it. */
    static void sendNumberedPrefixes(
            Connection connection,
            String table,
            List<String> columns,
            List<IngestRow> rows,
            int prefixLength)
            throws SQLException {
        CopyStream stream = open(connection, table, columns);
        try {
            for (int i = 0; i < rows.size(); i++) {
                stream.int16(columns.size());
                stream.bytes(rows.get(i).bytes(), rows.get(i).start(), prefixLength);
                stream.number(i);
            }
            stream.end();
        } finally {
            stream.cancelIfOpen();
        }
    }

    /** Sends rows that are encoded one behind the other, each with its count of fields. */
    static void sendEncoded(
            Connection connection, String table, List<String> columns, byte[] bytes, int length)
            throws SQLException {
        CopyStream stream = open(connection, table, columns);
        try {
            stream.bytes(bytes, 0, length);
            stream.end();
        } finally {
            stream.cancelIfOpen();
        }
    }

    private static CopyStream open(Connection connection, String table, List<String> columns)
            throws SQLException {
        String sql =
                "copy "
                        + table
                        + " ("
                        + String.join(", ", columns)
                        + ") from stdin (format binary)";
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        CopyStream stream = new CopyStream(copy);
        stream.bytes(SIGNATURE, 0, SIGNATURE.length);
        return stream;
    }

    private void end() throws SQLException {
        int16(-1);
        flush();
        copy.endCopy();
    }

    /** A COPY that was not ended would leave the connection unusable. */
    private void cancelIfOpen() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void number(int value) throws SQLException {
        int32(4);
        int32(value);
    }

    private void int32(int value) throws SQLException {
        int16(value >> 16);
        int16(value);
    }

    private void int16(int value) throws SQLException {
        if (filled + 2 > CHUNK) {
            flush();
        }
        chunk[filled++] = (byte) (value >> 8);
        chunk[filled++] = (byte) value;
    }

    private void bytes(byte[] source, int from, int length) throws SQLException {
        int at = from;
        int left = length;
        while (left > 0) {
            if (filled == CHUNK) {
                flush();
            }
            int n = Math.min(left, CHUNK - filled);
            System.arraycopy(source, at, chunk, filled, n);
            filled += n;
            at += n;
            left -= n;
        }
    }

    private void flush() throws SQLException {
        if (filled > 0) {
            copy.writeToCopy(chunk, 0, filled);
            filled = 0;
        }
    }
}
