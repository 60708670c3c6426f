// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import io.halflife.launcher.postgres.PrivatePostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Holds analyzers up in the middle of their report transaction, until it is closed. */
final class HeldReport implements AutoCloseable {

    /** Rows of this table are the last but one that a report writes. */
    private static final String TABLE = "performance_window";

    private static final String WAITING =
            "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = 'halflife'";

    private final PrivatePostgres postgres;
    private final Connection connection;

    private HeldReport(PrivatePostgres postgres, Connection connection) {
        this.postgres = postgres;
        this.connection = connection;
    }

    static HeldReport on(PrivatePostgres postgres) throws SQLException {
        Connection connection = postgres.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + TABLE + " in exclusive mode");
        }
        return new HeldReport(postgres, connection);
    }

    /** Waits until an analyzer stands there; gives its server process. */
    String awaitArrival() {
        String pid = "select coalesce((" + WAITING + " limit 1)::text, '')";
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> postgres.ask(pid), found -> !found.isEmpty());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
