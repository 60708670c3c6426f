// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A database without any table, on one real Postgres for all test classes. */
record EmptyDatabase(String url) {

    static final String USER = "postgres";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedPostgres server;

    static synchronized EmptyDatabase create() {
        String name = "empty_" + NUMBER.incrementAndGet();
        new EmptyDatabase(server().getJdbcUrl(USER, "postgres")).execute("create database " + name);
        return new EmptyDatabase(server().getJdbcUrl(USER, name));
    }

    static EmptyDatabase migrated() {
        EmptyDatabase database = create();
        Migrations.apply(database.url, USER, "");
        return database;
    }

    private static EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException("Postgres did not start", e);
            }
        }
        return server;
    }

    /** Shows times in UTC, wherever the test runs. */
    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, USER, "");
        try (Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
        }
        return connection;
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The first column of every row. */
    List<String> column(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
