// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import io.halflife.monitor.settings.SettingsReader;
import java.util.Objects;

/**
 * Where the database is.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://…}
 * @param poolSize connections of the pool, 1 to 100; writers of the log have their own
 */
public record StorageSettings(String url, String user, String password, int poolSize) {

    public static final String URL_DEFAULT = "jdbc:postgresql://127.0.0.1:5432/halflife";
    public static final String USER_DEFAULT = "halflife";
    public static final int POOL_SIZE_DEFAULT = 6;
    private static final int POOL_SIZE_MAX = 100;

    public StorageSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (poolSize < 1 || poolSize > POOL_SIZE_MAX) {
            throw new IllegalArgumentException("pool size is not in 1..100: " + poolSize);
        }
    }

    /**
     * Reads {@code HALFLIFE_DB_URL}, {@code …_USER}, {@code …_PASSWORD} or {@code …_PASSWORD_FILE},
     * and {@code …_POOL_SIZE}.
     */
    public static StorageSettings read(SettingsReader settings) {
        return new StorageSettings(
                settings.text("HALFLIFE_DB_URL", URL_DEFAULT),
                settings.text("HALFLIFE_DB_USER", USER_DEFAULT),
                settings.secret("HALFLIFE_DB_PASSWORD", ""),
                settings.integer("HALFLIFE_DB_POOL_SIZE", POOL_SIZE_DEFAULT, 1, POOL_SIZE_MAX));
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "StorageSettings[url=" + url + ", user=" + user + ", poolSize=" + poolSize + "]";
    }
}
