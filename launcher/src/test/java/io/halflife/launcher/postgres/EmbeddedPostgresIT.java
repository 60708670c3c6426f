// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server itself is started here, killed, and started again. */
class EmbeddedPostgresIT {

    /** Shared, so that Postgres is unpacked once. */
    @TempDir static Path home;

    private final PostgresAccount account = PostgresAccount.detect();
    private StateFolder folder;
    private final List<EmbeddedPostgres> started = new ArrayList<>();

    @BeforeEach
    void makeFolder() {
        folder = new StateFolder(home.resolve("state")).prepared(account.statePermissions());
    }

    @AfterEach
    void stopServers() {
        started.forEach(EmbeddedPostgres::close);
    }

    private EmbeddedPostgres start() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, account);
        started.add(postgres);
        return postgres;
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(
                                postgres.url(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    @Test
    void server_isDurableAndPrivate() throws Exception {
        EmbeddedPostgres postgres = start();

        assertEquals("on", ask(postgres, "show fsync"));
        assertEquals("on", ask(postgres, "show synchronous_commit"));
        assertEquals("UTF8", ask(postgres, "show server_encoding"));
        assertEquals("C.UTF-8", ask(postgres, "select datcollate from pg_database limit 1"));
        assertEquals("127.0.0.1", ask(postgres, "show listen_addresses"));
        assertEquals("", ask(postgres, "show unix_socket_directories"));
        assertEquals(
                "scram-sha-256",
                ask(postgres, "select distinct auth_method from pg_hba_file_rules"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.postgres().resolve("password"))));
        assertEquals("18.6", postgres.version());
    }

    @Test
    void start_afterTheLauncherWasKilled_adoptsTheServer() throws Exception {
        EmbeddedPostgres first = start();
        ask(first, "create table if not exists kept as select 42 as answer");

        EmbeddedPostgres second = start();

        assertEquals(first.pid(), second.pid());
        assertEquals("42", ask(second, "select answer from kept"));
    }

    @Test
    void start_afterEverythingWasKilled_keepsWhatWasCommitted() throws Exception {
        EmbeddedPostgres first = start();
        ask(first, "create table if not exists kept as select 42 as answer");
        kill(first.pid());

        EmbeddedPostgres second = start();

        assertNotEquals(first.pid(), second.pid());
        assertEquals("42", ask(second, "select answer from kept"));
    }

    /** After a reboot the number in postmaster.pid belongs to some other program. */
    @Test
    void start_whereThePidBelongsToAnotherProgram_startsAtOnce() throws Exception {
        EmbeddedPostgres first = start();
        Path file = PostmasterFile.path(folder.postgres().resolve("data"));
        String text = Files.readString(file);
        first.close();
        long other = ProcessHandle.current().pid();
        Files.writeString(file, text.replaceFirst("^\\d+", Long.toString(other)));

        EmbeddedPostgres second = start();

        assertEquals("1", ask(second, "select 1"));
    }

    @Test
    void close_leavesNoServer() throws Exception {
        EmbeddedPostgres postgres = start();
        Optional<ProcessHandle> process = ProcessHandle.of(postgres.pid());
        assertTrue(process.isPresent());

        postgres.close();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> process.filter(ProcessHandle::isAlive).isEmpty());
        assertFalse(Files.exists(PostmasterFile.path(folder.postgres().resolve("data"))));
    }

    private static void kill(long pid) {
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.add(server);
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> all.stream().noneMatch(EmbeddedPostgresIT::runs));
    }

    /** A zombie, which nobody has waited for, has no program any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
