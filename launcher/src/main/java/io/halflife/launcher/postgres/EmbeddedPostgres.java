// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.postgres;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.state.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The Postgres of a state folder: durable (fsync on), on the loopback interface only, with one user
 * and one database.
 *
 * <p>The server outlives a launcher that is killed. The next start adopts it, or starts over when
 * it is gone too; either way nothing that was acknowledged is lost.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String DATABASE = "halflife";
    private static final int START_TRIES = 5;
    private static final Duration RETRY_WAIT = Duration.ofMillis(500);
    private static final int WAIT_SECONDS = 60;
    private static final int LOGIN_SECONDS = 10;

    private final PostgresBinaries binaries;
    private final PostgresData data;
    private final PostgresAccount account;
    private PostmasterFile postmaster;

    private EmbeddedPostgres(
            PostgresBinaries binaries, PostgresData data, PostgresAccount account) {
        this.binaries = binaries;
        this.data = data;
        this.account = account;
    }

    /**
     * Starts the server of the folder, or adopts the one that runs there. The caller owns the
     * folder.
     *
     * @throws Refusal saying why it cannot
     */
    public static EmbeddedPostgres start(StateFolder folder, PostgresAccount account) {
        try {
            Files.createDirectories(folder.postgres());
            PostgresBinaries binaries = PostgresBinaries.below(folder.postgres());
            PostgresData data = new PostgresData(folder.postgres(), account);
            data.prepare(binaries);
            EmbeddedPostgres postgres = new EmbeddedPostgres(binaries, data, account);
            postgres.run();
            return postgres;
        } catch (IOException e) {
            throw Refusal.failed("cannot start Postgres: " + e.getMessage(), e);
        }
    }

    /**
     * Stops the server that a killed launcher left in the folder. The caller owns the folder.
     *
     * @return whether there was one
     */
    public static boolean stopLeftOver(StateFolder folder, PostgresAccount account) {
        try {
            PostgresData data = new PostgresData(folder.postgres(), account);
            Optional<PostmasterFile> left = PostmasterFile.read(data.directory());
            if (left.flatMap(PostmasterFile::runningProgram).isEmpty()) {
                return false;
            }
            PostgresBinaries binaries = PostgresBinaries.below(folder.postgres());
            EmbeddedPostgres postgres = new EmbeddedPostgres(binaries, data, account);
            postgres.postmaster = left.get();
            postgres.close();
            return true;
        } catch (IOException e) {
            throw Refusal.failed("cannot stop Postgres: " + e.getMessage(), e);
        }
    }

    private void run() throws IOException {
        Optional<PostmasterFile> left = PostmasterFile.read(data.directory());
        Optional<Path> program = left.flatMap(PostmasterFile::runningProgram);
        if (program.isPresent()) {
            postmaster = left.orElseThrow();
            if (binaries.holds(program.get()) && answers()) {
                return;
            }
            close();
        } else {
            // Postgres itself would wait for whatever program has that number now.
            Files.deleteIfExists(PostmasterFile.path(data.directory()));
        }
        startServer();
        createDatabase();
    }

    private void startServer() throws IOException {
        Command.Outcome outcome = null;
        for (int i = 0; i < START_TRIES; i++) {
            outcome = Command.run(account.prefix(), startCommand(freePort()));
            if (outcome.succeeded()) {
                postmaster = PostmasterFile.read(data.directory()).orElseThrow();
                return;
            }
            // Another program took the port, or processes of a killed server are still ending.
            LockSupport.parkNanos(RETRY_WAIT.toNanos());
        }
        String complaint = data.lastComplaint();
        throw Refusal.failed(
                "Postgres does not start: "
                        + (complaint.isEmpty() ? outcome.lastLine() : complaint)
                        + " (its log: "
                        + data.log()
                        + ")");
    }

    private List<String> startCommand(int port) {
        return List.of(
                binaries.program("pg_ctl").toString(),
                "start",
                "--pgdata=" + data.directory(),
                "--log=" + data.log(),
                "--wait",
                "--timeout=" + WAIT_SECONDS,
                "--options=" + String.join(" ", options(port)));
    }

    /** fsync and synchronous_commit are on by default, and said here so that they stay on. */
    private static List<String> options(int port) {
        return List.of(
                "-p " + port,
                "-c listen_addresses=" + HOST,
                "-c unix_socket_directories=",
                "-c fsync=on",
                "-c synchronous_commit=on",
                "-c max_connections=100",
                "-c shared_buffers=256MB",
                "-c max_wal_size=2GB",
                "-c timezone=UTC",
                "-c log_timezone=UTC",
                "-c log_line_prefix='%m '",
                "-c jit=off");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws IOException {
        try (Connection connection = connect(DATABASE)) {
            return connection.isValid(LOGIN_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private void createDatabase() throws IOException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            String question = "select from pg_database where datname = '" + DATABASE + "'";
            try (ResultSet found = statement.executeQuery(question)) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        } catch (SQLException e) {
            throw new IOException("it does not answer: " + e.getMessage(), e);
        }
    }

    private Connection connect(String database) throws IOException, SQLException {
        String url = url(database) + "?loginTimeout=" + LOGIN_SECONDS;
        return DriverManager.getConnection(url, PostgresData.USER, data.password());
    }

    private String url(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + database;
    }

    public String url() {
        return url(DATABASE);
    }

    public String user() {
        return PostgresData.USER;
    }

    public String password() {
        return password(data);
    }

    /** The password of a folder's server, for a process that does not own the folder. */
    public static String password(StateFolder folder, PostgresAccount account) {
        return password(new PostgresData(folder.postgres(), account));
    }

    private static String password(PostgresData data) {
        try {
            return data.password();
        } catch (IOException e) {
            throw Refusal.failed("cannot read the database's password: " + e.getMessage(), e);
        }
    }

    public int port() {
        return postmaster.port();
    }

    public long pid() {
        return postmaster.pid();
    }

    /** For example {@code 18.6}. */
    public String version() {
        return binaries.version();
    }

    /** Stops the server: clients are cut off, what was committed stays. */
    @Override
    public void close() {
        List<String> stop =
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "stop",
                        "--pgdata=" + data.directory(),
                        "--mode=fast",
                        "--wait",
                        "--timeout=" + WAIT_SECONDS);
        Command.Outcome outcome = Command.run(account.prefix(), stop);
        if (!outcome.succeeded() && postmaster.runningProgram().isPresent()) {
            throw Refusal.failed("cannot stop Postgres: " + outcome.lastLine());
        }
    }
}
