// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * The rows of a window that lie in no archive, with their keys. Few as a rule: they come through a
 * cursor, so that others can be read on the same connection meanwhile. One thread.
 */
public final class LiveRows implements KeyedRows, RowCursor {

    private static final int FETCH_ROWS = 1000;
    private static final Object[] NOTHING = {};

    private final PreparedStatement statement;
    private final ResultSet rows;
    private long time;
    private UUID id;
    private Object[] numeric = NOTHING;
    private Object[] categorical = NOTHING;
    private String predictedClass;
    private double score;
    private double value;
    private Object[] probabilities;
    private String actualClass;
    private double actualValue;
    private Object[] segments;

    private LiveRows(PreparedStatement statement) throws SQLException {
        this.statement = statement;
        this.rows = statement.executeQuery();
    }

    public static LiveRows open(
            Connection connection, WindowRows window, List<ArchivedStretch> archived)
            throws SQLException {
        String sql =
                window.sqlWithIds(ArchivedStretch.NOT_ARCHIVED, ArchivedStretch.literals(archived));
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(FETCH_ROWS);
        return new LiveRows(statement);
    }

    @Override
    public boolean next() throws SQLException {
        if (!rows.next()) {
            return false;
        }
        Instant at = rows.getObject(1, OffsetDateTime.class).toInstant();
        time = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        numeric = array(2);
        categorical = array(3);
        predictedClass = rows.getString(4);
        score = number(5);
        value = number(6);
        probabilities = array(7);
        actualClass = rows.getString(8);
        actualValue = number(9);
        segments = array(10);
        id = rows.getObject(11, UUID.class);
        return true;
    }

    private Object[] array(int column) throws SQLException {
        Array array = rows.getArray(column);
        return array == null ? null : (Object[]) array.getArray();
    }

    private double number(int column) throws SQLException {
        double number = rows.getDouble(column);
        return rows.wasNull() ? Double.NaN : number;
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public long upper() {
        return id.getMostSignificantBits();
    }

    @Override
    public long lower() {
        return id.getLeastSignificantBits();
    }

    @Override
    public Instant eventTime() {
        return Instant.EPOCH.plus(time, ChronoUnit.MICROS);
    }

    @Override
    public long eventMicros() {
        return time;
    }

    @Override
    public void numericFeatures(double[] into) {
        requireSize(numeric, into.length);
        for (int i = 0; i < into.length; i++) {
            into[i] = numeric[i] == null ? Double.NaN : (Double) numeric[i];
        }
    }

    @Override
    public void categoricalFeatures(String[] into) {
        requireSize(categorical, into.length);
        System.arraycopy(categorical, 0, into, 0, into.length);
    }

    private static void requireSize(Object[] values, int expected) {
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    "a row has " + values.length + " values where its signature has " + expected);
        }
    }

    @Override
    public String predictedClass() {
        return predictedClass;
    }

    @Override
    public double score() {
        return score;
    }

    @Override
    public double value() {
        return value;
    }

    @Override
    public double[] probabilities() {
        if (probabilities == null) {
            return null;
        }
        double[] values = new double[probabilities.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = probabilities[i] == null ? Double.NaN : (Double) probabilities[i];
        }
        return values;
    }

    @Override
    public String actualClass() {
        return actualClass;
    }

    @Override
    public double actualValue() {
        return actualValue;
    }

    @Override
    public boolean segments(String[] into) {
        if (segments != null) {
            System.arraycopy(segments, 0, into, 0, into.length);
        }
        return segments != null;
    }

    @Override
    public void close() throws SQLException {
        try (statement;
                rows) {
            // Closed in this order backwards.
        }
    }
}
