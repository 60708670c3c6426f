// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNameTest {

    private static final List<String> OPTIONS = List.of("--as-of", "--from", "--model", "--to");

    @ParameterizedTest
    @CsvSource({
        "--modle, --model",
        "--Model, --model",
        "--form, --from",
        "--asof, --as-of",
        "--colour, ''",
        "'', ''",
    })
    void near_slipOfTheHand(String typed, String meant) {
        assertEquals(meant, NearName.near(typed, OPTIONS).orElse(""));
    }

    /** Three thousand names against three thousand would take minutes otherwise. */
    @Test
    void near_longName_isNotCompared() {
        String typed = "a".repeat(65);

        assertEquals(Optional.empty(), NearName.near(typed, List.of(typed)));
    }

    @Test
    void near_equallyNear_isTheFirst() {
        assertEquals(Optional.of("age"), NearName.near("ag", List.of("age", "agx")));
    }

    @Test
    void suggestion_inWords() {
        assertEquals("; did you mean --to?", NearName.suggestion("--tp", OPTIONS));
        assertEquals("", NearName.suggestion("--colour", OPTIONS));
    }
}
