// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.http.body.Body;
import io.halflife.http.body.BodyOf;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    @Test
    void object_isRead() {
        assertEquals(1, StrictJson.object(body("{\"a\":{\"b\":1}}")).at("/a/b").intValue());
    }

    @Test
    void whatIsNotJson_isMalformedAndNotRepeated() {
        for (String text : List.of("", "secret", "{\"a\":secret}", "{\"a\":1", "{}{}", "{} 1")) {
            Problem problem = refused(text.getBytes(StandardCharsets.UTF_8));
            assertEquals("malformed_json", problem.code(), text);
            assertEquals(400, problem.status());
            assertFalse(problem.detail().contains("secret"));
        }
    }

    @Test
    void otherEncodingsThanPlainUtf8_areMalformed() {
        assertEquals("malformed_json", refused(new byte[] {'{', '"', (byte) 0xC3, '"'}).code());
        byte[] marked = "\uFEFF{}".getBytes(StandardCharsets.UTF_8);
        assertEquals("malformed_json", refused(marked).code());
        assertEquals("malformed_json", refused("{}".getBytes(StandardCharsets.UTF_16)).code());
        assertEquals("malformed_json", refused("{}".getBytes(StandardCharsets.UTF_16LE)).code());
    }

    @Test
    void keyThatIsThereTwice_isRefused() {
        assertEquals("duplicate_key", refused("{\"a\":1,\"a\":1}").code());
        assertEquals("duplicate_key", refused("{\"a\":{\"b\":1,\"b\":2}}").code());
    }

    @Test
    void nesting_isTakenToEightLevelsAndNotToNine() {
        StrictJson.object(body("{\"a\":" + "[".repeat(7) + "]".repeat(7) + "}"));

        assertEquals("too_deep", refused("{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}").code());
    }

    @Test
    void jsonThatIsNoObject_isA422() {
        assertEquals(422, refused("[]").status());
        assertEquals("type_mismatch", refused("3").code());
    }

    private static Problem refused(String text) {
        return refused(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem refused(byte[] bytes) {
        return assertThrows(ProblemException.class, () -> StrictJson.object(BodyOf.bytes(bytes)))
                .problem();
    }

    private static Body body(String text) {
        return BodyOf.bytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
