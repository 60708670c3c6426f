// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.postgres;

import io.halflife.launcher.console.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The files of the server: its data directory, made once and kept, and the password of its only
 * user. The directory is made beside its place and moved there, so one that exists is complete.
 */
final class PostgresData {

    static final String USER = "halflife";

    private static final int PASSWORD_BYTES = 24;

    private final Path folder;
    private final PostgresAccount account;

    PostgresData(Path folder, PostgresAccount account) {
        this.folder = folder;
        this.account = account;
    }

    Path directory() {
        return folder.resolve("data");
    }

    /** The server's own words. */
    Path log() {
        return folder.resolve("postgres.log");
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** Makes the data directory unless it is there, and checks that this server can read it. */
    void prepare(PostgresBinaries binaries) throws IOException {
        if (!Files.isDirectory(directory())) {
            create(binaries);
        }
        String written = Files.readString(directory().resolve("PG_VERSION")).strip();
        String major = binaries.version().split("\\.", 2)[0];
        if (!written.equals(major)) {
            throw Refusal.failed(
                    "the data in "
                            + directory()
                            + " were written by Postgres "
                            + written
                            + " and this build brings "
                            + major
                            + ": move the folder away to start anew");
        }
        prepareLog();
    }

    private void create(PostgresBinaries binaries) throws IOException {
        Path partial = folder.resolve("partial-data");
        FileTree.delete(partial);
        Files.createDirectory(partial, attributes("rwx------"));
        give(partial);
        writePassword();
        Path readable = folder.resolve("partial-password");
        Files.deleteIfExists(readable);
        Files.copy(passwordFile(), readable, StandardCopyOption.COPY_ATTRIBUTES);
        give(readable);
        try {
            Command.require(
                    "make the database in " + directory(),
                    account.prefix(),
                    initdb(binaries, partial, readable));
        } finally {
            Files.delete(readable);
        }
        Files.move(partial, directory(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> initdb(PostgresBinaries binaries, Path data, Path password) {
        return List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--locale=C.UTF-8",
                "--encoding=UTF8",
                "--no-instructions");
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.deleteIfExists(passwordFile());
        Files.createFile(passwordFile(), attributes("rw-------"));
        Files.writeString(passwordFile(), password + "\n", StandardOpenOption.WRITE);
    }

    private void prepareLog() throws IOException {
        if (!Files.exists(log())) {
            Files.createFile(log(), attributes("rw-------"));
        }
        give(log());
    }

    /** Hands a file to the user that the server runs as. */
    void give(Path path) throws IOException {
        if (!account.owner().isEmpty()) {
            UserPrincipal owner =
                    path.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(account.owner());
            Files.setOwner(path, owner);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> attributes(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** The last complaint in the server's log; the empty string when it has none. */
    String lastComplaint() throws IOException {
        if (!Files.exists(log())) {
            return "";
        }
        return Files.readAllLines(log(), StandardCharsets.UTF_8).stream()
                .filter(line -> line.contains("FATAL") || line.contains("PANIC"))
                .reduce((first, second) -> second)
                .orElse("");
    }
}
