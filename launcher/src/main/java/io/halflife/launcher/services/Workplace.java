// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.postgres.EmbeddedPostgres;
import io.halflife.launcher.postgres.PostgresAccount;
import io.halflife.launcher.state.StateFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What a command of the launcher is given: where its state is, where its programs are, its
 * environment.
 *
 * @param account as whom the embedded Postgres runs; null when {@code HALFLIFE_DB_URL} names
 *     another database
 * @param distribution the folder that holds {@code lib} and {@code analyzer}
 */
public record Workplace(
        StateFolder folder,
        PostgresAccount account,
        Path distribution,
        String version,
        Map<String, String> environment,
        Console console) {

    private static final String DATABASE_URL = "HALFLIFE_DB_URL";

    public Workplace {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(distribution, "distribution");
        Objects.requireNonNull(version, "version");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(console, "console");
    }

    /**
     * Finds it; the state folder exists afterwards.
     *
     * @throws io.halflife.launcher.console.Refusal when there is no place or no account
     */
    public static Workplace find(
            Path distribution, String version, Map<String, String> environment, Console console) {
        boolean embedded = environment.getOrDefault(DATABASE_URL, "").isBlank();
        PostgresAccount account = embedded ? PostgresAccount.detect() : null;
        StateFolder folder =
                StateFolder.of(environment, embedded ? account.stateRoot() : null)
                        .prepared(embedded ? account.statePermissions() : "rwx------");
        return new Workplace(folder, account, distribution, version, environment, console);
    }

    /** Whether the database is our own. */
    public boolean embedded() {
        return account != null;
    }

    EmbeddedPostgres startPostgres() {
        return EmbeddedPostgres.start(folder, account);
    }

    Path analyzer() {
        return distribution.resolve("analyzer");
    }
}
