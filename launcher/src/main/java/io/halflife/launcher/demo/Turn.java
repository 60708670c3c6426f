// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import io.halflife.launcher.console.Refusal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The right to play in a database: one demo at a time has it, as two would take each other's model
 * away. It is a lock of a session of its own, so that it ends with the process that holds it.
 */
final class Turn implements AutoCloseable {

    private static final String TAKE =
            "select pg_try_advisory_lock(hashtextextended('halflife.demo', 0))";
    private static final String GIVE =
            "select pg_advisory_unlock(hashtextextended('halflife.demo', 0))";

    private final Connection session;

    private Turn(Connection session) {
        this.session = session;
    }

    /**
     * Takes it.
     *
     * @throws Refusal when another demo has it
     */
    static Turn take(DataSource database) {
        try {
            Connection session = database.getConnection();
            if (isTrue(session, TAKE)) {
                return new Turn(session);
            }
            session.close();
        } catch (SQLException e) {
            throw Refusal.failed("the database does not answer", e);
        }
        throw Refusal.failed(
                "a demo plays here already: end it with Ctrl-C or ./halflife stop, or look at its"
                        + " pages");
    }

    private static boolean isTrue(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The session goes back to its pool, so the lock must be given back first. */
    @Override
    public void close() {
        try (session) {
            isTrue(session, GIVE);
        } catch (SQLException e) {
            throw Refusal.failed("the database does not answer", e);
        }
    }
}
