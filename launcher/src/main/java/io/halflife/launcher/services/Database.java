// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.launcher.postgres.EmbeddedPostgres;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.StorageSettings;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The database of this machine, running and up to date: the embedded one, unless the environment
 * names another.
 *
 * @param embedded null for another one, which is left running
 */
record Database(StorageSettings settings, EmbeddedPostgres embedded) implements AutoCloseable {

    Database {
        Objects.requireNonNull(settings, "settings");
    }

    /**
     * Starts it.
     *
     * @param reader the environment's settings, which state an external database and the pool
     */
    static Database open(SettingsReader reader, Workplace workplace) {
        StorageSettings stated = StorageSettings.read(reader);
        if (!workplace.embedded()) {
            return new Database(stated, null);
        }
        EmbeddedPostgres postgres = workplace.startPostgres();
        return new Database(
                new StorageSettings(
                        postgres.url(), postgres.user(), postgres.password(), stated.poolSize()),
                postgres);
    }

    Optional<EmbeddedPostgres> embeddedIfAny() {
        return Optional.ofNullable(embedded);
    }

    /** Where it is, as the analyzer reads it. */
    Map<String, String> environment() {
        return Map.of(
                "HALFLIFE_DB_URL", settings.url(),
                "HALFLIFE_DB_USER", settings.user(),
                "HALFLIFE_DB_PASSWORD", settings.password());
    }

    @Override
    public void close() {
        embeddedIfAny().ifPresent(EmbeddedPostgres::close);
    }
}
