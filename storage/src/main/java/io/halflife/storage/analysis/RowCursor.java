// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Rows one at a time, in portions from the database, so that memory does not grow with their
 * number. What it answers is about the current row; NaN and null mean that the row has none. One
 * thread.
 */
public final class RowCursor implements AutoCloseable {

    private static final int FETCH_ROWS = 1000;

    /** Where Postgres counts microseconds from. */
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final PreparedStatement statement;
    private final ResultSet rows;

    private RowCursor(PreparedStatement statement, ResultSet rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /** The connection stays open. */
    static RowCursor over(Connection connection, RowQuery query) throws SQLException {
        PreparedStatement statement = query.prepare(connection);
        try {
            statement.setFetchSize(FETCH_ROWS);
            return new RowCursor(statement, statement.executeQuery());
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** Moves to the next row; false when there is none. */
    public boolean next() throws SQLException {
        return rows.next();
    }

    /** When the prediction was made; null for reference rows without a time. */
    public Instant eventTime() throws SQLException {
        byte[] sent = rows.getBytes(1);
        return sent == null
                ? null
                : POSTGRES_EPOCH.plus(PostgresArrays.longOf(sent), ChronoUnit.MICROS);
    }

    /**
     * Reads the numeric features in the order of the signature; NaN is a missing value.
     *
     * @throws IllegalArgumentException when the row does not have {@code into.length} of them
     */
    public void numericFeatures(double[] into) throws SQLException {
        PostgresArrays.doubles(rows.getBytes(2), into);
    }

    /** Reads the categorical features likewise; null is a missing value. */
    public void categoricalFeatures(String[] into) throws SQLException {
        PostgresArrays.texts(rows.getBytes(3), into);
    }

    public String predictedClass() throws SQLException {
        return rows.getString(4);
    }

    public double score() throws SQLException {
        return number(5);
    }

    public double value() throws SQLException {
        return number(6);
    }

    /** One probability per class of the version; null when the row has none. */
    public double[] probabilities() throws SQLException {
        byte[] sent = rows.getBytes(7);
        return sent == null ? null : PostgresArrays.doubles(sent);
    }

    public String actualClass() throws SQLException {
        return rows.getString(8);
    }

    public double actualValue() throws SQLException {
        return number(9);
    }

    /**
     * Reads the values by which the rows are divided, in the order of the query's {@link
     * SegmentColumns}; null is no value.
     *
     * @return false when nobody knows: the row's features and tags are gone
     */
    public boolean segments(String[] into) throws SQLException {
        byte[] sent = rows.getBytes(10);
        if (sent != null) {
            PostgresArrays.texts(sent, into);
        }
        return sent != null;
    }

    private double number(int column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? Double.NaN : value;
    }

    @Override
    public void close() throws SQLException {
        try (statement;
                rows) {
            // Closed in this order backwards.
        }
    }
}
