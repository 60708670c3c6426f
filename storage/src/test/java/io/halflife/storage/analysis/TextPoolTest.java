// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextPoolTest {

    private final TextPool pool = new TextPool();

    /** Many more texts than places, each asked for twice and once more when it was driven out. */
    @Test
    void of_isTheTextWhateverCameBefore() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                String text = "Zürich " + i;
                String pooled = of(text);

                assertEquals(text, pooled);
                assertSame(pooled, of(text));
            }
        }
        assertEquals("", of(""));
    }

    private String of(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return pool.of(bytes, 1, bytes.length - 2);
    }
}
