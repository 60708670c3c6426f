// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Where the database is, from {@code HALFLIFE_DB_…}. This module sees nothing of ours, so it reads
 * its four keys itself; they mean what they mean to every service.
 */
record DatabaseAddress(String url, String user, String password) {

    private static final String PREFIX = "HALFLIFE_";
    private static final String URL = "HALFLIFE_DB_URL";
    private static final String USER = "HALFLIFE_DB_USER";
    private static final String PASSWORD = "HALFLIFE_DB_PASSWORD";
    private static final String PASSWORD_FILE = "HALFLIFE_DB_PASSWORD_FILE";

    /** What all services may be given together; only the address matters here. */
    private static final Set<String> KNOWN =
            Set.of(URL, USER, PASSWORD, PASSWORD_FILE, "HALFLIFE_DB_POOL_SIZE");

    /**
     * @param readFile gives the content of the file at a path
     * @throws IllegalArgumentException naming the key that is unknown or contradicts another
     */
    static DatabaseAddress read(Map<String, String> environment, UnaryOperator<String> readFile) {
        for (String key : new TreeSet<>(environment.keySet())) {
            if (key.startsWith(PREFIX) && !KNOWN.contains(key)) {
                throw new IllegalArgumentException(
                        "unknown setting " + key + "; known are " + new TreeSet<>(KNOWN));
            }
        }
        return new DatabaseAddress(
                valueOf(environment, URL, "jdbc:postgresql://127.0.0.1:5432/halflife"),
                valueOf(environment, USER, "halflife"),
                password(environment, readFile));
    }

    private static String password(
            Map<String, String> environment, UnaryOperator<String> readFile) {
        String direct = valueOf(environment, PASSWORD, "");
        String path = valueOf(environment, PASSWORD_FILE, "");
        if (!direct.isEmpty() && !path.isEmpty()) {
            throw new IllegalArgumentException(
                    "set " + PASSWORD + " or " + PASSWORD_FILE + ", not both");
        }
        return path.isEmpty() ? direct : readFile.apply(path).strip();
    }

    private static String valueOf(Map<String, String> environment, String key, String otherwise) {
        String value = environment.get(key);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "DatabaseAddress[url=" + url + ", user=" + user + "]";
    }
}
