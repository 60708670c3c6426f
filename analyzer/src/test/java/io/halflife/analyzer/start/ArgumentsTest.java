// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void noWords_areAChild() {
        assertEquals(Arguments.Mode.CHILD, Arguments.read(List.of()).mode());
    }

    @Test
    void once_takesTheFieldsOfTheProtocol() {
        Arguments arguments =
                Arguments.read(
                        List.of(
                                "--once",
                                "--model",
                                "churn",
                                "--as-of",
                                "2026-01-02T00:00:00Z",
                                "--decay-range",
                                "A..B"));

        assertEquals(Arguments.Mode.ONCE, arguments.mode());
        assertEquals(
                "{\"model\":\"churn\",\"as_of\":\"2026-01-02T00:00:00Z\",\"decay_range\":\"A..B\"}",
                arguments.request().toString());
    }

    @Test
    void wrongWords_sayWhichRuleTheyBreak() {
        String rule = "; say nothing, --check, --archive, or --once with options such as";
        assertRefused("unknown word --twice" + rule, "--twice");
        assertRefused("unknown word churn" + rule, "--once", "churn");
        assertRefused("unknown word --as_of" + rule, "--once", "--as_of", "x");
        assertRefused(
                "unknown option --progress; --once knows --as-of, --decay-range, --environment,"
                        + " --model, --version",
                "--once",
                "--progress",
                "true");
        assertRefused("--model needs a value", "--once", "--model");
        assertRefused("--model is there twice", "--once", "--model", "a", "--model", "b");
        assertRefused("--check takes no options" + rule, "--check", "--model", "a");
    }

    private static void assertRefused(String start, String... words) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Arguments.read(List.of(words)))
                        .getMessage();
        assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
    }
}
