// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows as the database sends them: {@code COPY} in binary is the cheapest that it can do. One
 * thread.
 */
final class CopyRows implements RowCursor {

    /** Postgres counts from the year 2000. */
    private static final long POSTGRES_EPOCH_MICROS =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"));

    private final CopyOut copy;
    private final CopyTuple row = new CopyTuple();
    private final TextPool texts = new TextPool();

    /** Whether the database has said that there are no more rows. */
    private boolean isRead;

    private CopyRows(CopyOut copy) {
        this.copy = copy;
    }

    /** The connection stays open. */
    static CopyRows over(Connection connection, DatabaseQuery query) throws SQLException {
        return of(connection, query.sql(connection));
    }

    /** The first rows only: who stops reading may cancel the next statement in place of this. */
    static CopyRows first(Connection connection, DatabaseQuery query, int rows)
            throws SQLException {
        return of(connection, "select * from (" + query.sql(connection) + ") r limit " + rows);
    }

    private static CopyRows of(Connection connection, String sql) throws SQLException {
        String copy = "copy (" + sql + ") to stdout (format binary)";
        return new CopyRows(connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy));
    }

    @Override
    public boolean next() throws SQLException {
        byte[] message = copy.readFromCopy();
        while (message != null) {
            if (row.read(message)) {
                return true;
            }
            message = copy.readFromCopy();
        }
        isRead = true;
        return false;
    }

    @Override
    public Instant eventTime() {
        long micros = eventMicros();
        return micros == NO_TIME ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public long eventMicros() {
        return row.isNull(0) ? NO_TIME : POSTGRES_EPOCH_MICROS + row.longAt(row.start(0));
    }

    @Override
    public void numericFeatures(double[] into) {
        row.doubles(1, into);
    }

    @Override
    public void categoricalFeatures(String[] into) {
        row.texts(2, into, texts);
    }

    @Override
    public String predictedClass() {
        return row.text(3, texts);
    }

    @Override
    public double score() {
        return row.number(4);
    }

    @Override
    public double value() {
        return row.number(5);
    }

    @Override
    public double[] probabilities() {
        return row.doubles(6);
    }

    @Override
    public String actualClass() {
        return row.text(7, texts);
    }

    @Override
    public double actualValue() {
        return row.number(8);
    }

    @Override
    public boolean segments(String[] into) {
        boolean known = !row.isNull(9);
        if (known) {
            row.texts(9, into, texts);
        }
        return known;
    }

    @Override
    public boolean isUnderWay() {
        return !isRead;
    }

    /** Stops the database where it is, when rows are left. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
