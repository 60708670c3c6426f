// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.webhook.SealingKey;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    private static final KeyText KEY = KeyText.random(new Random(7));

    @Test
    void random_hasTheFormThatScannersKnow() {
        assertTrue(
                KEY.reveal().matches("hl_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}"),
                KEY.reveal());
        assertEquals(KEY.reveal(), KeyText.parse(KEY.reveal()).orElseThrow().reveal());
        assertNotEquals(KeyText.random().reveal(), KeyText.random().reveal());
    }

    /** Every single wrong character is found, wherever it stands. */
    @Test
    void parse_wrongCharacter_isNoKey() {
        String text = KEY.reveal();
        for (int i = 0; i < text.length(); i++) {
            for (char c : new char[] {'0', 'z', '_', 'é', ' '}) {
                if (text.charAt(i) != c) {
                    String typo = text.substring(0, i) + c + text.substring(i + 1);
                    assertTrue(KeyText.parse(typo).isEmpty(), typo);
                }
            }
        }
    }

    @Test
    void parse_otherLengths_areNoKeys() {
        for (String text : new String[] {"", "hl_live_", KEY.reveal() + "0", "a".repeat(71)}) {
            assertTrue(KeyText.parse(text).isEmpty(), text);
        }
    }

    @Test
    void toString_hidesTheSecret() {
        String secret = KEY.reveal().substring(21, 64);
        KeyPepper pepper = KeyPepper.of(SealingKey.of(SealingKey.random()));

        assertEquals("hl_live_" + KEY.id() + "_…", KEY.toString());
        assertFalse(KEY.toString().contains(secret));
        assertEquals("KeyPepper[…]", pepper.toString());
    }

    /** A row copied to another id, or under another installation's key, opens nothing. */
    @Test
    void hash_dependsOnIdSecretAndPepper() {
        KeyPepper pepper = KeyPepper.of(SealingKey.of(SealingKey.random()));
        KeyPepper other = KeyPepper.of(SealingKey.of(SealingKey.random()));
        byte[] hash = pepper.hash(KEY);

        assertEquals(32, hash.length);
        assertTrue(pepper.fits(KEY, hash));
        assertFalse(other.fits(KEY, hash));
        assertFalse(pepper.fits(KeyText.random(), hash));
    }
}
