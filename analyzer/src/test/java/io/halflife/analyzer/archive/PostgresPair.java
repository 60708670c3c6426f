// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.migrations.Migrations;
import io.halflife.storage.StorageSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A primary and its streaming replica, both on loopback. The binaries have no {@code
 * pg_basebackup}: the primary's files are copied between the two calls that make such a copy whole.
 */
final class PostgresPair implements AutoCloseable {

    private static final String USER = "postgres";
    private static final int POOL_SIZE = 4;
    private static final Set<String> OWN_FILES =
            Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres replica;

    private PostgresPair(EmbeddedPostgres primary, EmbeddedPostgres replica) {
        this.primary = primary;
        this.replica = replica;
    }

    /**
     * Starts both; the replica follows from the first byte on.
     *
     * @param folder where their files go
     */
    static PostgresPair start(Path folder) throws IOException, SQLException {
        Path data = folder.resolve("primary");
        EmbeddedPostgres primary =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setServerConfig("wal_level", "replica")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
        try {
            Path copy = folder.resolve("replica");
            copy(primary, data, copy);
            return new PostgresPair(primary, follower(primary, copy));
        } catch (IOException | SQLException | RuntimeException e) {
            primary.close();
            throw e;
        }
    }

    /** One session starts and ends the copy: without it the copy would not count. */
    private static void copy(EmbeddedPostgres primary, Path from, Path to)
            throws IOException, SQLException {
        try (Connection connection = primary.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('copy', true)");
            Files.createDirectory(
                    to,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.walkFileTree(from, new Copy(from, to));
            try (ResultSet label =
                    statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                label.next();
                Files.writeString(to.resolve("backup_label"), label.getString(1));
            }
        }
    }

    private static EmbeddedPostgres follower(EmbeddedPostgres primary, Path data)
            throws IOException {
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port="
                        + primary.getPort()
                        + " user="
                        + USER
                        + "'\nhot_standby_feedback = on\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    /** A database with the whole schema on both. */
    StorageSettings database(String name) throws SQLException {
        try (Connection connection = primary.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        String url = primary.getJdbcUrl(USER, name);
        Migrations.apply(url, USER, "");
        return new StorageSettings(url, USER, "", POOL_SIZE);
    }

    /** The same database at the replica. */
    String replicaUrl(String name) {
        return replica.getJdbcUrl(USER, name);
    }

    /** The one value of a query at the replica, as text. */
    String askReplica(String database, String sql) {
        try (Connection connection = replica.getDatabase(USER, database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** What is committed from now on does not arrive, until {@link #resume}. */
    void pause() {
        askReplica(USER, "select cast(pg_wal_replay_pause() as text)");
    }

    void resume() {
        askReplica(USER, "select cast(pg_wal_replay_resume() as text)");
    }

    /** First the one that follows. */
    @Override
    public void close() {
        try {
            replica.close();
            primary.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All but what belongs to the running server, and its log, which is streamed. */
    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copy(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            Path copy = to.resolve(from.relativize(folder).toString());
            if (!Files.isDirectory(copy)) {
                Files.createDirectory(copy);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Path name = from.relativize(file);
            if (!name.startsWith("pg_wal") && !OWN_FILES.contains(name.toString())) {
                Files.copy(file, to.resolve(name.toString()));
            }
            return FileVisitResult.CONTINUE;
        }

        /** A running server removes files; what the log says of them is replayed. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
