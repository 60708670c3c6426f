// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;

/** Applies the migrations to the database that {@code HALFLIFE_DB_…} names, and ends. */
public final class Main {

    private Main() {}

    /** Exit code 0 when the schema is up to date afterwards, 1 when not, with the reason. */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), System.out, System.err));
    }

    static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            DatabaseAddress address = DatabaseAddress.read(environment, Main::content);
            List<String> applied =
                    Migrations.apply(address.url(), address.user(), address.password());
            out.println(
                    applied.isEmpty()
                            ? "The schema is up to date."
                            : "Applied version " + String.join(", ", applied) + ".");
            return 0;
        } catch (FlywayException | IllegalArgumentException | UncheckedIOException e) {
            err.println("halflife migrations: " + e.getMessage());
            return 1;
        }
    }

    private static String content(String path) {
        try {
            Path file = Path.of(path);
            boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
            if (posix
                    && Files.getPosixFilePermissions(file)
                            .contains(PosixFilePermission.OTHERS_READ)) {
                throw new IllegalArgumentException(
                        "HALFLIFE_DB_PASSWORD_FILE: everybody on this machine can read the file "
                                + path
                                + "; run chmod o-r on it");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the password file: " + path, e);
        }
    }
}
