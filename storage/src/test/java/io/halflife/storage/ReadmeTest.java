// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.webhook.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of settings says what the code does. */
class ReadmeTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(HALFLIFE_\\w+)` \\| (?:`([^`]*)`)? *\\|");

    @Test
    void settings_keysAreThoseOfTheCode() throws IOException {
        SettingsReader reader = new SettingsReader(Map.of(), path -> "");
        StorageSettings.read(reader);
        SealingKey.read(reader);

        assertEquals(new TreeSet<>(reader.known()), new TreeSet<>(table().keySet()));
    }

    /** Setting every default that the table states changes nothing. */
    @Test
    void settings_defaultsAreThoseOfTheCode() throws IOException {
        Map<String, String> stated = new HashMap<>(table());
        stated.values().removeIf(String::isEmpty);

        assertEquals(read(Map.of()), read(stated));
        assertEquals(3, stated.size());
    }

    private static StorageSettings read(Map<String, String> environment) {
        return StorageSettings.read(new SettingsReader(environment, path -> ""));
    }

    private static Map<String, String> table() throws IOException {
        Map<String, String> table = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("README.md")));
        while (rows.find()) {
            table.put(rows.group(1), rows.group(2) == null ? "" : rows.group(2));
        }
        return table;
    }
}
