// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import java.util.Objects;

/**
 * Where the database is.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://…}
 * @param poolSize connections of the pool, 1 to 100; writers of the log have their own
 */
public record StorageSettings(String url, String user, String password, int poolSize) {

    public static final int POOL_SIZE_DEFAULT = 6;

    public StorageSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (poolSize < 1 || poolSize > 100) {
            throw new IllegalArgumentException("pool size is not in 1..100: " + poolSize);
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "StorageSettings[url=" + url + ", user=" + user + ", poolSize=" + poolSize + "]";
    }
}
