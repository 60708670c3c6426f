// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.postgres;

import io.halflife.launcher.state.StateFolder;
import io.halflife.migrations.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A durable Postgres of its own, migrated, that may be hurt: stopped without a goodbye, killed,
 * frozen. It comes back on the port it had, as a server that was restarted does.
 */
public final class PrivatePostgres implements AutoCloseable {

    private static final int START_SECONDS = 120;
    private static final long KILL_MAX_NANOS = 30_000_000_000L;
    private static final long POLL_NANOS = 10_000_000;

    private final Path home;
    private final PostgresAccount account;
    private final PostgresData data;
    private final PostgresBinaries binaries;
    private final EmbeddedPostgres server;
    private final int port;

    private PrivatePostgres(Path home, StateFolder folder, PostgresAccount account) {
        this.home = home;
        this.account = account;
        this.server = EmbeddedPostgres.start(folder, account);
        this.port = server.port();
        this.data = new PostgresData(folder.postgres(), account);
        this.binaries = PostgresBinaries.below(folder.postgres());
    }

    /** Starts and migrates one in a new folder, which closing deletes. */
    public static PrivatePostgres start() {
        try {
            Path home = Files.createTempDirectory("halflife-private");
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            PostgresAccount account = PostgresAccount.detect();
            StateFolder folder =
                    new StateFolder(home.resolve("state")).prepared(account.statePermissions());
            PrivatePostgres postgres = new PrivatePostgres(home, folder, account);
            Migrations.apply(postgres.url(), postgres.user(), postgres.password());
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return url(port);
    }

    /** Its address through a proxy that listens on this port. */
    public String url(int proxyPort) {
        return "jdbc:postgresql://127.0.0.1:" + proxyPort + "/halflife";
    }

    public int port() {
        return port;
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    public Path log() {
        return data.log();
    }

    /** The first of its processes, whichever runs now. */
    public long pid() {
        try {
            return PostmasterFile.read(data.directory()).orElseThrow().pid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every process of the server. */
    public List<Long> pids() {
        List<Long> all = new ArrayList<>();
        long first = pid();
        all.add(first);
        ProcessHandle.of(first)
                .ifPresent(p -> p.descendants().forEach(child -> all.add(child.pid())));
        return all;
    }

    /** Ends it as a crash does: no checkpoint, clients cut off. */
    public void stopImmediately() {
        control("stop", "--mode=immediate", "--wait");
    }

    /** Kills the first process and, as the kernel's last resort does, all others. */
    public void kill() {
        List<ProcessHandle> all =
                pids().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
        signal("KILL");
        long end = System.nanoTime() + KILL_MAX_NANOS;
        while (all.stream().anyMatch(PrivatePostgres::runs)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Postgres does not die");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** A zombie, which nobody has waited for, has no program any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    /** Sends a signal to every process of the server. */
    private void signal(String name) {
        List<String> words = new ArrayList<>(List.of("kill", "-" + name));
        pids().forEach(pid -> words.add(Long.toString(pid)));
        // A process that ended meanwhile is no failure.
        Command.run(List.of(), words);
    }

    /** Starts it again on the same port and waits until it takes connections. */
    public void startAgain() {
        String options =
                "-p "
                        + port
                        + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                        + " -c fsync=on -c synchronous_commit=on -c max_connections=100"
                        + " -c shared_buffers=256MB -c max_wal_size=2GB -c timezone=UTC"
                        + " -c log_timezone=UTC -c log_line_prefix='%m ' -c jit=off";
        control(
                "start",
                "--log=" + data.log(),
                "--wait",
                "--timeout=" + START_SECONDS,
                "--options=" + options);
    }

    /** Hands a folder to the user that it runs as. */
    public void give(Path folder) {
        try {
            data.give(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads its configuration again. */
    public void reload() {
        control("reload");
    }

    private void control(String verb, String... options) {
        List<String> words = new ArrayList<>();
        words.add(binaries.program("pg_ctl").toString());
        words.add(verb);
        words.add("--pgdata=" + data.directory());
        words.addAll(List.of(options));
        Command.require(verb + " Postgres", account.prefix(), words);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + "?loginTimeout=10", user(), password());
    }

    /** Executes statements on one connection, each on its own. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    /** The one value that a query gives, as text. */
    public String ask(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            thaw();
            if (PostmasterFile.read(data.directory())
                    .flatMap(PostmasterFile::runningProgram)
                    .isPresent()) {
                control("stop", "--mode=immediate", "--wait");
            }
            FileTree.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
