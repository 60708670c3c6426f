// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionKeyTest {

    @Test
    void uuid_staysItselfInAnyCase() {
        UUID id = UUID.fromString("0192f3c4-7a1e-7cc0-9d5b-3f1a2b4c5d6e");

        for (String text : new String[] {id.toString(), "0192F3C4-7A1E-7CC0-9D5B-3F1A2B4C5D6E"}) {
            PredictionKey key = PredictionKey.of(text, ContentHash.sha256());
            assertEquals(id, new UUID(key.high(), key.low()));
            assertNull(key.text());
        }
    }

    /** printf 'loan 1' | sha256sum: 15c3fcdd5a5f074c4f104f80e448864b… (coreutils 9.1). */
    @Test
    void otherText_isAVersion8UuidOfItsHashAndKeepsItsText() {
        PredictionKey key = PredictionKey.of("loan 1", ContentHash.sha256());
        UUID id = new UUID(key.high(), key.low());

        assertEquals("loan 1", key.text());
        assertEquals(8, id.version());
        assertEquals(2, id.variant());
        assertEquals("15c3fcdd-5a5f-874c-8f10-4f80e448864b", id.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0192f3c4-7a1e-7cc0-9d5b-3f1a2b4c5d6",
                "0192f3c4-7a1e-7cc0-9d5b-3f1a2b4c5d6g",
                "0192f3c47-a1e-7cc0-9d5b-3f1a2b4c5d6e",
                "0192f3c4_7a1e_7cc0_9d5b_3f1a2b4c5d6e",
                "\u0660192f3c4-7a1e-7cc0-9d5b-3f1a2b4c5d6"
            })
    void nearlyAUuid_isText(String text) {
        assertEquals(text, PredictionKey.of(text, ContentHash.sha256()).text());
    }
}
