// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import io.halflife.storage.StorageSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The connection of one round of maintenance, outside the pool, each statement a transaction of its
 * own. While it is open no other collector of the installation does maintenance; a killed one holds
 * nobody up, because the lock ends with its connection. Belongs to one thread.
 */
final class MaintenanceSession implements AutoCloseable {

    /** Whoever writes must not wait behind a lock that waits: two seconds, then later again. */
    private static final String SETTINGS =
            """
            set lock_timeout = '2s';
            set statement_timeout = '30min';
            set idle_in_transaction_session_timeout = '30s';
            set timezone = 'UTC';
            set jit = off;
            set client_min_messages = warning
            """;

    /** A minute more than any statement may take: then it is the network that is gone. */
    private static final String SOCKET_SECONDS = "1860";

    private static final String LOCK =
            "select pg_try_advisory_lock(hashtextextended('halflife_maintenance', 0))";

    private final Connection connection;

    private MaintenanceSession(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Empty while another collector is at it. */
    static Optional<MaintenanceSession> open(StorageSettings settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "halflife-maintenance");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        Connection connection = DriverManager.getConnection(settings.url(), properties);
        MaintenanceSession session = new MaintenanceSession(connection);
        try {
            session.execute(SETTINGS);
            if (session.one(LOCK, row -> row.getBoolean(1))) {
                return Optional.of(session);
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All of these or none. */
    void executeTogether(String... statements) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (String sql : statements) {
                execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    <T> List<T> list(String sql, Row<T> row, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Object value = parameters[i];
                statement.setObject(
                        i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        }
    }

    /** The one row that there is. */
    <T> T one(String sql, Row<T> row, Object... parameters) throws SQLException {
        List<T> rows = list(sql, row, parameters);
        return rows.get(0);
    }

    /** For statements whose rows say nothing. */
    void call(String sql, Object... parameters) throws SQLException {
        list(sql, row -> Boolean.TRUE, parameters);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime stored = row.getObject(column, OffsetDateTime.class);
        return stored == null ? null : stored.toInstant();
    }

    boolean isLost() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Gives the lock back at once; the server may notice a closed connection a little later. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                execute("select pg_advisory_unlock_all()");
            }
        }
    }
}
