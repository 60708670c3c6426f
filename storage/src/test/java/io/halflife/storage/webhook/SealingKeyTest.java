// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealingKeyTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final SealingKey key = SealingKey.of(SealingKey.random());

    @Test
    void seal_opensToTheSame() {
        assertEquals(SECRET, key.open(key.seal(SECRET, "whe_1"), "whe_1"));
    }

    /** Equal secrets must not be recognized in the table. */
    @Test
    void seal_twiceIsNotTheSameBytes() {
        byte[] first = key.seal(SECRET, "whe_1");

        assertFalse(Arrays.equals(first, key.seal(SECRET, "whe_1")));
        assertFalse(new String(first, StandardCharsets.ISO_8859_1).contains("MfKQ"));
    }

    @Test
    void open_refusesAnotherKeyOwnerOrByte() {
        byte[] sealed = key.seal(SECRET, "whe_1");
        SealingKey other = SealingKey.of(SealingKey.random());
        byte[] changed = sealed.clone();
        changed[20] ^= 1;

        assertThrows(UnreadableSecretException.class, () -> other.open(sealed, "whe_1"));
        assertThrows(UnreadableSecretException.class, () -> key.open(sealed, "whe_2"));
        assertThrows(UnreadableSecretException.class, () -> key.open(changed, "whe_1"));
        assertThrows(UnreadableSecretException.class, () -> key.open(new byte[0], "whe_1"));
    }

    @Test
    void read_keyOrFileOrNothing() {
        String text = SealingKey.random();

        assertTrue(read(Map.of()).isEmpty());
        assertTrue(read(Map.of("HALFLIFE_SECRET_KEY", text)).isPresent());
        assertTrue(
                SealingKey.read(
                                new SettingsReader(
                                        Map.of("HALFLIFE_SECRET_KEY_FILE", "key"),
                                        path -> text + "\n"))
                        .isPresent());
    }

    @Test
    void read_namesTheSettingAndNotItsValue() {
        SettingsException e =
                assertThrows(
                        SettingsException.class,
                        () -> read(Map.of("HALFLIFE_SECRET_KEY", "c2hvcnQ=")));

        assertEquals("HALFLIFE_SECRET_KEY must be the base64 of 32 bytes", e.getMessage());
    }

    @Test
    void toString_showsNothing() {
        assertEquals("SealingKey[…]", key.toString());
    }

    private static Optional<SealingKey> read(Map<String, String> environment) {
        return SealingKey.read(new SettingsReader(environment, path -> ""));
    }
}
