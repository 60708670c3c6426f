// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/**
 * The server that rows are read from in place of the primary. A run may only say that it has seen
 * what the primary has by then when the replica has it, too: otherwise a row that was not replayed
 * yet would never be looked at again.
 */
public final class Replica {

    private static final long POLL_MILLIS = 50;

    /** Behind everything that is committed and visible now; it writes a few bytes of log itself. */
    private static final String MARK =
            "select cast(pg_logical_emit_message(true, 'halflife', 'read') as text)";

    private static final String SERVER =
            "select cast(system_identifier as text) from pg_control_system()";

    private static final String STATE =
            """
            select pg_is_in_recovery(),
                   coalesce(pg_last_wal_replay_lsn() >= cast(? as pg_lsn), false),
                   coalesce(pg_wal_lsn_diff(cast(? as pg_lsn), pg_last_wal_replay_lsn()), 0),
                   case when pg_is_in_recovery() then pg_is_wal_replay_paused() else false end
            """;

    private final Jdbi primary;
    private final DatabaseAccess access;
    private final Duration wait;

    /**
     * A replica.
     *
     * @param access where rows are read: one server, not several behind one address
     * @param wait how long it may take to catch up
     */
    public Replica(Jdbi primary, DatabaseAccess access, Duration wait) {
        this.primary = Objects.requireNonNull(primary, "primary");
        this.access = Objects.requireNonNull(access, "access");
        this.wait = Objects.requireNonNull(wait, "wait");
    }

    /** How far it is. */
    private record State(boolean replica, boolean caughtUp, long bytesBehind, boolean paused) {}

    /**
     * Waits until it has everything that the primary shows now.
     *
     * @throws IllegalStateException when it does not in time, or is no replica of the primary
     */
    public void await() {
        String mark = primary.withHandle(h -> h.createQuery(MARK).mapTo(String.class).one());
        long deadline = System.nanoTime() + wait.toNanos();
        try (Connection connection = access.open()) {
            connection.setAutoCommit(true);
            requireSameServer(connection);
            State state = state(connection, mark);
            while (state.replica() && !state.caughtUp()) {
                if (System.nanoTime() >= deadline) {
                    throw new IllegalStateException(behind(state));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                state = state(connection, mark);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the replica of HALFLIFE_DB_READ_URL cannot be asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the replica catches up", e);
        }
    }

    private String behind(State state) {
        return "the replica of HALFLIFE_DB_READ_URL is "
                + state.bytesBehind()
                + " bytes behind the primary after "
                + wait.toSeconds()
                + " s"
                + (state.paused() ? " and its replay is paused" : "")
                + "; rows that it lacks would be taken for seen, so nothing is analysed";
    }

    private void requireSameServer(Connection connection) throws SQLException {
        String expected = primary.withHandle(h -> h.createQuery(SERVER).mapTo(String.class).one());
        try (PreparedStatement statement = connection.prepareStatement(SERVER);
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (!row.getString(1).equals(expected)) {
                throw new IllegalStateException(
                        "HALFLIFE_DB_READ_URL names no replica of the database of HALFLIFE_DB_URL");
            }
        }
    }

    private static State state(Connection connection, String mark) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                new Parameters(STATE).add(mark).add(mark).sql());
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new State(
                    row.getBoolean(1), row.getBoolean(2), row.getLong(3), row.getBoolean(4));
        }
    }
}
