// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaTextIT {

    private static final String COMMITTED = "/db/schema.txt";

    /** A reviewer sees what a step does to the whole, and no step does more than it says. */
    @Test
    void schema_isTheCommittedOne() throws IOException {
        String schema = SchemaText.of(EmptyDatabase.migrated());
        Path made = Files.writeString(Path.of("target", "schema.txt"), schema);

        assertEquals(
                committed(),
                schema,
                "the steps make another schema than "
                        + COMMITTED
                        + "; if that is meant, copy "
                        + made
                        + " over it");
    }

    private static String committed() throws IOException {
        try (InputStream file = SchemaTextIT.class.getResourceAsStream(COMMITTED)) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
