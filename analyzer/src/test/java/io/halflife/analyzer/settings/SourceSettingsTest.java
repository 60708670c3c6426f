// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSettingsTest {

    @Test
    void defaults() {
        assertEquals(
                new SourceSettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(30)),
                read(Map.of()));
    }

    @Test
    void everyKey() {
        assertEquals(
                new SourceSettings(
                        Optional.of("s3a://bucket/halflife"),
                        Optional.of("jdbc:postgresql://replica/halflife"),
                        Duration.ofSeconds(5)),
                read(
                        Map.of(
                                "HALFLIFE_SOURCE", "parquet:s3a://bucket/halflife",
                                "HALFLIFE_DB_READ_URL", "jdbc:postgresql://replica/halflife",
                                "HALFLIFE_DB_READ_WAIT_SECONDS", "5")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet:", "parquet", "parquetx", "/a/folder", "csv:/a"})
    void source_thatNobodyReads(String source) {
        SettingsException refusal =
                assertThrows(
                        SettingsException.class, () -> read(Map.of("HALFLIFE_SOURCE", source)));

        assertEquals(
                "HALFLIFE_SOURCE is "
                        + source
                        + "; it must be postgres, or parquet: and the folder of an archive, as"
                        + " parquet:/var/lib/halflife/archive",
                refusal.getMessage());
    }

    /** The table of the README, key by key, read as settings, gives the defaults. */
    @Test
    void readme_namesEveryKeyWithItsDefault() throws IOException {
        Map<String, String> table = new HashMap<>();
        Pattern row =
                Pattern.compile(
                        "\\| `(HALFLIFE_(?:SOURCE|DB_READ)[A-Z_]*)` \\| `?([^`|]*?)`? \\|.*");
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                table.put(matcher.group(1), matcher.group(2));
            }
        }

        assertEquals(read(Map.of()), read(table));
        assertEquals(3, table.size());
    }

    private static SourceSettings read(Map<String, String> environment) {
        SettingsReader reader =
                new SettingsReader(
                        environment,
                        path -> {
                            throw new AssertionError("no file is read: " + path);
                        });
        SourceSettings settings = SourceSettings.read(reader);
        reader.requireNothingLeft();
        return settings;
    }
}
