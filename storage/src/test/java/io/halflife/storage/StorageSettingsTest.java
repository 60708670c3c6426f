// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageSettingsTest {

    @Test
    void read_defaults() {
        assertEquals(
                new StorageSettings("jdbc:postgresql://127.0.0.1:5432/halflife", "halflife", "", 6),
                read(Map.of()));
    }

    @Test
    void read_everyKey() {
        assertEquals(
                new StorageSettings("jdbc:postgresql://db/h", "u", "p", 9),
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
    void read_poolOfNone() {
        assertThrows(SettingsException.class, () -> read(Map.of("HALFLIFE_DB_POOL_SIZE", "0")));
    }

    @Test
    void toString_hidesThePassword() {
        assertFalse(read(Map.of("HALFLIFE_DB_PASSWORD", "hush")).toString().contains("hush"));
    }

    /** Every key that is read is known, so nothing of it is left over. */
    private static StorageSettings read(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment, path -> "content of " + path);
        StorageSettings settings = StorageSettings.read(reader);
        reader.requireNothingLeft();
        return settings;
    }
}
