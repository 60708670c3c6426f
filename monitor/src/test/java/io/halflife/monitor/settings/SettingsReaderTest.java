// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    private static SettingsReader reader(Map<String, String> environment) {
        return new SettingsReader(environment, path -> "content of " + path + "\n");
    }

    @Test
    void requireNothingLeft_misspeltKey_namesTheNearest() {
        SettingsReader reader = reader(Map.of("HALFLIFE_COLECTOR_PORT", "8080", "PATH", "/bin"));
        reader.integer("HALFLIFE_COLLECTOR_PORT", 8080, 0, 65535);
        reader.text("HALFLIFE_DB_URL", "");

        SettingsException thrown =
                assertThrows(SettingsException.class, reader::requireNothingLeft);

        assertEquals(
                "unknown setting HALFLIFE_COLECTOR_PORT; did you mean HALFLIFE_COLLECTOR_PORT?",
                thrown.getMessage());
    }

    @Test
    void requireNothingLeft_strangerKey_namesNone() {
        SettingsReader reader = reader(Map.of("HALFLIFE_COLLECTOR_MANAGEMENT_PORT", "8081"));
        reader.text("HALFLIFE_ANALYZER_JAVA_OPTIONS", "");

        SettingsException thrown =
                assertThrows(SettingsException.class, reader::requireNothingLeft);

        assertEquals("unknown setting HALFLIFE_COLLECTOR_MANAGEMENT_PORT", thrown.getMessage());
    }

    @Test
    void integer_outOfRange_namesKeyAndRangeButNotTheValue() {
        SettingsReader reader = reader(Map.of("HALFLIFE_COLLECTOR_PORT", "70000"));

        SettingsException thrown =
                assertThrows(
                        SettingsException.class,
                        () -> reader.integer("HALFLIFE_COLLECTOR_PORT", 8080, 0, 65535));

        assertEquals(
                "HALFLIFE_COLLECTOR_PORT must be a whole number in 0..65535", thrown.getMessage());
    }

    @Test
    void secret_file_isReadAndStripped() {
        SettingsReader reader = reader(Map.of("HALFLIFE_DB_PASSWORD_FILE", "/run/p"));

        assertEquals("content of /run/p", reader.secret("HALFLIFE_DB_PASSWORD", ""));
    }

    @Test
    void secret_bothForms_isRefused() {
        SettingsReader reader =
                reader(Map.of("HALFLIFE_DB_PASSWORD", "x", "HALFLIFE_DB_PASSWORD_FILE", "/run/p"));

        SettingsException thrown =
                assertThrows(
                        SettingsException.class, () -> reader.secret("HALFLIFE_DB_PASSWORD", ""));

        assertTrue(thrown.getMessage().contains("HALFLIFE_DB_PASSWORD_FILE"));
    }
}
