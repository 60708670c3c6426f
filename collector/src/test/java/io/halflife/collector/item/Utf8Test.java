// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void append_isTheJdksUtf8() {
        long seed = 7;
        Random random = new Random(seed);
        Utf8 utf8 = new Utf8();
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(200); c > 0; c--) {
                int point = 1 + random.nextInt(0x10FFFE);
                text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? 0x41 : point);
            }
            utf8.clear();
            char[] chars = text.toString().toCharArray();
            int length = utf8.append(chars, 0, chars.length);
            assertArrayEquals(
                    text.toString().getBytes(StandardCharsets.UTF_8),
                    Arrays.copyOf(utf8.bytes(), length),
                    "seed " + seed + ", text " + i);
        }
    }

    @Test
    void append_refusesWhatPostgresCannotStoreAndLeavesNothing() {
        for (String text : new String[] {"a\u0000b", "a\uD800", "\uDC00b", "\uD800\uD800\uDC00"}) {
            Utf8 utf8 = new Utf8();
            assertEquals(Utf8.INVALID, utf8.append(text.toCharArray(), 0, text.length()));
            assertEquals(0, utf8.size());
        }
    }

    @Test
    void name_hasNoControlCharacters() {
        assertTrue(Utf8.isName("größe 1"));
        assertFalse(Utf8.isName(""));
        assertFalse(Utf8.isName("a\nb"));
        assertFalse(Utf8.isName("a\u0085b"));
        assertFalse(Utf8.isName("a\u007Fb"));
    }
}
