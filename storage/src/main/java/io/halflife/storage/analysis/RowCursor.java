// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows one at a time as the database sends them, so that memory does not grow with their number:
 * {@code COPY} in binary is the cheapest that it can do. What it answers is about the current row;
 * NaN and null mean that the row has none. One thread.
 */
public final class RowCursor implements AutoCloseable {

    /** Instead of microseconds. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Postgres counts from the year 2000. */
    private static final long POSTGRES_EPOCH_MICROS =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"));

    private final CopyOut copy;
    private final CopyTuple row = new CopyTuple();
    private final TextPool texts = new TextPool();

    private RowCursor(CopyOut copy) {
        this.copy = copy;
    }

    /** The connection stays open. */
    static RowCursor over(Connection connection, RowQuery query) throws SQLException {
        String copy = "copy (" + query.sql(connection) + ") to stdout (format binary)";
        return new RowCursor(connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy));
    }

    /** Moves to the next row; false when there is none. */
    public boolean next() throws SQLException {
        byte[] message = copy.readFromCopy();
        while (message != null) {
            if (row.read(message)) {
                return true;
            }
            message = copy.readFromCopy();
        }
        return false;
    }

    /** When the prediction was made; null for reference rows without a time. */
    public Instant eventTime() {
        long micros = eventMicros();
        return micros == NO_TIME ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The same in microseconds since 1970; {@link #NO_TIME} for none. */
    public long eventMicros() {
        return row.isNull(0) ? NO_TIME : POSTGRES_EPOCH_MICROS + row.longAt(row.start(0));
    }

    /**
     * Reads the numeric features in the order of the signature; NaN is a missing value.
     *
     * @throws IllegalArgumentException when the row does not have {@code into.length} of them
     */
    public void numericFeatures(double[] into) {
        row.doubles(1, into);
    }

    /** Reads the categorical features likewise; null is a missing value. */
    public void categoricalFeatures(String[] into) {
        row.texts(2, into, texts);
    }

    public String predictedClass() {
        return row.text(3, texts);
    }

    public double score() {
        return row.number(4);
    }

    public double value() {
        return row.number(5);
    }

    /** One probability per class of the version; null when the row has none. */
    public double[] probabilities() {
        return row.doubles(6);
    }

    public String actualClass() {
        return row.text(7, texts);
    }

    public double actualValue() {
        return row.number(8);
    }

    /**
     * Reads the values by which the rows are divided, in the order of the query's {@link
     * SegmentColumns}; null is no value.
     *
     * @return false when nobody knows: the row's features and tags are gone
     */
    public boolean segments(String[] into) {
        boolean known = !row.isNull(9);
        if (known) {
            row.texts(9, into, texts);
        }
        return known;
    }

    /** Stops the database where it is, when rows are left. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
