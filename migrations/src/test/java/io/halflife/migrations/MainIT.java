// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainIT {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void run_appliesThenFindsNothingToDo() {
        String url = EmptyDatabase.create().url();

        assertEquals(0, run(Map.of("HALFLIFE_DB_URL", url, "HALFLIFE_DB_USER", "postgres")));
        assertEquals(0, run(Map.of("HALFLIFE_DB_URL", url, "HALFLIFE_DB_USER", "postgres")));

        assertEquals(
                "Applied version 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21.%nThe schema is up to date.%n"
                        .formatted(),
                out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void run_nobodyListens() {
        assertEquals(1, run(Map.of("HALFLIFE_DB_URL", "jdbc:postgresql://127.0.0.1:1/h?user=x")));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).startsWith("halflife migrations: "),
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void run_unknownSetting() {
        assertEquals(1, run(Map.of("HALFLIFE_DB_UR", "x")));
    }

    @Test
    void run_missingPasswordFile() {
        assertEquals(1, run(Map.of("HALFLIFE_DB_PASSWORD_FILE", "/nowhere/to/be/found")));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("/nowhere/to/be/found"));
    }

    private int run(Map<String, String> environment) {
        return Main.run(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
