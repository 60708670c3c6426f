// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "P1D, P1D",
        "PT24H, P1D",
        "P2W, P14D",
        "PT90M, PT1H30M",
        "PT0.1S, PT0.1S",
        "PT0S, PT0S"
    })
    void text_readsBack(String sent, String shown) {
        Duration duration = IsoDuration.parse(sent).orElseThrow();

        assertEquals(shown, IsoDuration.text(duration));
        assertEquals(Optional.of(duration), IsoDuration.parse(shown));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1d", "P1M", "P1Y", "P1W2D", "P99999W", "PT", "P-1W"})
    void parse_noFixedLength(String text) {
        assertEquals(Optional.empty(), IsoDuration.parse(text));
    }

    @Test
    void parse_absurdlyLong() {
        assertEquals(Optional.empty(), IsoDuration.parse("PT" + "9".repeat(100) + "S"));
    }
}
