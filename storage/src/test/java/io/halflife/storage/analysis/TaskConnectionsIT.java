// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.analysis.LogFixture.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The connections of tasks: one after the other on the same, unless something is left of it. */
class TaskConnectionsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

    private static final Window DAY = new Window(START, START.plus(Duration.ofDays(1)));

    private final DatabaseAccess access = DatabaseAccess.of(POSTGRES.settings());

    @AfterEach
    void close() {
        TaskConnections.close(access);
    }

    @Test
    void connection_thatIsGivenBack_servesTheNext() throws SQLException {
        assertEquals(processOfTheNext(), processOfTheNext());
    }

    /** A task writes nothing, and what it read it reads in one transaction. */
    @Test
    void connection_readsOnlyAndInATransaction() throws SQLException {
        try (Connection connection = TaskConnections.take(access);
                Statement statement = connection.createStatement()) {
            assertThrows(
                    SQLException.class,
                    () -> statement.execute("create table should_not_be (x int)"));
        }
        try (Connection connection = TaskConnections.take(access)) {
            assertTrue(!connection.getAutoCommit() && connection.isReadOnly());
            assertEquals("off", text(connection, "show enable_nestloop"));
        }
    }

    /** Amid the rows of a copy the connection can serve nobody, and cancelling may come late. */
    @Test
    void session_thatEndsAmidItsRows_leavesItsConnectionToNobody() throws SQLException {
        LogFixture log = new LogFixture(POSTGRES.storage().jdbi(), 1, 1, LogFixture.PRODUCTION);
        log.predictions(
                IntStream.range(0, 30_000)
                        .mapToObj(i -> Row.at(START.plusSeconds(i), "p" + i))
                        .toList());
        String before = processOfTheNext();
        AnalysisSession session = new AnalysisSession(access);
        assertTrue(session.rows(rows()).next());

        session.close();

        for (int i = 0; i < 20; i++) {
            assertNotEquals(before, processOfTheNext());
        }
    }

    @Test
    void session_thatReadAll_givesItsConnectionBack() throws SQLException {
        LogFixture log = new LogFixture(POSTGRES.storage().jdbi(), 1, 1, LogFixture.PRODUCTION);
        log.predictions(List.of(Row.at(START, "a")));
        String before = processOfTheNext();
        try (AnalysisSession session = new AnalysisSession(access);
                RowCursor rows = session.rows(rows())) {
            while (rows.next()) {
                assertEquals(START, rows.eventTime());
            }
        }

        assertEquals(before, processOfTheNext());
    }

    /** A copy is no statement of the pool's, so the pool does not end the transaction. */
    @Test
    void session_thatCopiedOnly_leavesNoTransactionOpen() throws SQLException {
        LogFixture log = new LogFixture(POSTGRES.storage().jdbi(), 1, 1, LogFixture.PRODUCTION);
        log.predictions(List.of(Row.at(START, "copied")));
        try (AnalysisSession session = new AnalysisSession(access);
                RowCursor rows = session.rows(new WindowRows(view(), DAY, true, true))) {
            while (rows.next()) {
                assertEquals(START, rows.eventTime());
            }
        }

        assertEquals(List.of("idle"), statesOfTasks());
    }

    private static List<String> statesOfTasks() {
        return POSTGRES.storage()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select state from pg_stat_activity where"
                                                        + " application_name = 'halflife-analyzer'"
                                                        + " and datname = current_database()")
                                        .mapTo(String.class)
                                        .list());
    }

    @Test
    void session_whoseRowsCannotBeOpened_leavesItsConnectionToNobody() throws SQLException {
        String before = processOfTheNext();
        AnalysisSession session = new AnalysisSession(access);
        assertThrows(
                SQLException.class,
                () ->
                        session.rows(
                                new RowQuery() {
                                    @Override
                                    public RowCursor open(Connection connection)
                                            throws SQLException {
                                        connection.createStatement().execute("select 1/0");
                                        throw new IllegalStateException("no error came");
                                    }

                                    @Override
                                    public RowQuery dividedBy(SegmentColumns keys) {
                                        return this;
                                    }
                                }));

        session.close();

        assertNotEquals(before, processOfTheNext());
    }

    private static WindowRows rows() {
        return new WindowRows(view(), DAY, true, false);
    }

    private static RunView view() {
        return new RunView(
                1, 1, LogFixture.PRODUCTION, START.plus(Duration.ofDays(40)), Duration.ofDays(30));
    }

    private String processOfTheNext() throws SQLException {
        try (Connection connection = TaskConnections.take(access)) {
            return text(connection, "select pg_backend_pid()");
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
