// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "job 17 queued | job 17 queued",
                "{\"token\":\"abc\",\"job\":17} | {\"token\":\"…\",\"job\":17}",
                "password=hunter2&x=1 | password=…&x=1",
                "Authorization: Bearer abcdefgh12 | Authorization: …",
                "sent Basic dXNlcjpwYXNz | sent Basic …",
                "key whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | key …",
                "mail ann@example.org | mail …"
            })
    void of_hidesWhatLooksLikeASecret(String answer, String kept) {
        assertEquals(kept, Redaction.of(answer.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void of_keepsAKibibyteOfWholeCharacters() {
        String kept = Redaction.of("ü ".repeat(2000).getBytes(StandardCharsets.UTF_8));

        int bytes = kept.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= 1024 && bytes > 1020, bytes + " bytes");
        assertTrue("ü ".repeat(2000).startsWith(kept));
    }

    /** Postgres takes no zero byte, and a terminal no escape. */
    @Test
    void of_hasNoControlCharacters() {
        byte[] answer = {'a', 0, 27, '[', '3', (byte) 0xFF, '\n', 'b'};

        assertEquals("a [3 b", Redaction.of(answer));
    }

    @Test
    void of_nothingIsNull() {
        assertNull(Redaction.of(new byte[0]));
    }
}
