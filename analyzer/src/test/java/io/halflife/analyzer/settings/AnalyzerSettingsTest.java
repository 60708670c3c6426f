// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AnalyzerSettingsTest {

    @Test
    void defaults() {
        assertEquals(new AnalyzerSettings("local[*]", 50_000, 4096), read(Map.of()));
    }

    @Test
    void everyKey() {
        assertEquals(
                new AnalyzerSettings("spark://host:7077", 2000, 500),
                read(
                        Map.of(
                                "HALFLIFE_ANALYZER_SPARK_MASTER", "spark://host:7077",
                                "HALFLIFE_ANALYZER_PARTITION_ROWS", "2000",
                                "HALFLIFE_ANALYZER_PROFILE_POINTS", "500")));
    }

    @Test
    void numberOutOfRange() {
        SettingsException refusal =
                assertThrows(
                        SettingsException.class,
                        () -> read(Map.of("HALFLIFE_ANALYZER_PARTITION_ROWS", "10")));

        assertEquals(
                "HALFLIFE_ANALYZER_PARTITION_ROWS must be a whole number in 1000..10000000",
                refusal.getMessage());
    }

    /** The table of the README, key by key, read as settings, gives the defaults. */
    @Test
    void readme_namesEveryKeyWithItsDefault() throws IOException {
        Map<String, String> table = new HashMap<>();
        Pattern row = Pattern.compile("\\| `(HALFLIFE_ANALYZER_[A-Z_]+)` \\| `?([^`|]*?)`? \\|.*");
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                table.put(matcher.group(1), matcher.group(2));
            }
        }

        assertEquals(read(Map.of()), read(table));
        assertEquals(5, table.size());
        assertTrue(table.containsKey("HALFLIFE_ANALYZER_SPARK_MASTER"));
    }

    private static AnalyzerSettings read(Map<String, String> environment) {
        SettingsReader reader =
                new SettingsReader(
                        environment,
                        path -> {
                            throw new AssertionError("no file is read: " + path);
                        });
        AnalyzerSettings settings = AnalyzerSettings.read(reader);
        reader.requireNothingLeft();
        return settings;
    }
}
