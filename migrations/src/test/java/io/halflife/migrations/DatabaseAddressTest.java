// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {

    @Test
    void read_defaults() {
        assertEquals(
                new DatabaseAddress("jdbc:postgresql://127.0.0.1:5432/halflife", "halflife", ""),
                read(Map.of("PATH", "/bin")));
    }

    @Test
    void read_everyKey() {
        assertEquals(
                new DatabaseAddress("jdbc:postgresql://db/h", "u", "p"),
                read(
                        Map.of(
                                "HALFLIFE_DB_URL", "jdbc:postgresql://db/h",
                                "HALFLIFE_DB_USER", "u",
                                "HALFLIFE_DB_PASSWORD", "p",
                                "HALFLIFE_DB_POOL_SIZE", "9")));
    }

    @Test
    void read_passwordFromAFile() {
        assertEquals(
                "content of /run/secret",
                read(Map.of("HALFLIFE_DB_PASSWORD_FILE", "/run/secret")).password());
    }

    @Test
    void read_twoPasswordsAreRefused() {
        assertTrue(
                refusal(Map.of("HALFLIFE_DB_PASSWORD", "a", "HALFLIFE_DB_PASSWORD_FILE", "b"))
                        .contains("not both"));
    }

    @Test
    void read_misspeltKeyIsRefused() {
        assertTrue(
                refusal(Map.of("HALFLIFE_DB_PASWORD", "secret"))
                        .contains("unknown setting HALFLIFE_DB_PASWORD"));
    }

    @Test
    void toString_hidesThePassword() {
        assertFalse(read(Map.of("HALFLIFE_DB_PASSWORD", "hush")).toString().contains("hush"));
    }

    private static DatabaseAddress read(Map<String, String> environment) {
        return DatabaseAddress.read(environment, path -> "content of " + path + "\n");
    }

    private static String refusal(Map<String, String> environment) {
        return assertThrows(IllegalArgumentException.class, () -> read(environment)).getMessage();
    }
}
