// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:20:00Z");

    @ParameterizedTest
    @CsvSource({
        "'120', 120",
        "' 7 ', 7",
        "'3600', 3600",
        "'3601', 3600",
        "'99999999999999999999', 3600",
        "'Sun, 22 Nov 2026 08:20:30 GMT', 30",
        "'Mon, 23 Nov 2026 08:20:00 GMT', 3600"
    })
    void until_secondsOrDateUpToAnHour(String header, long seconds) {
        assertEquals(Optional.of(NOW.plusSeconds(seconds)), RetryAfter.until(header, NOW));
    }

    @ParameterizedTest
    @CsvSource({"'0'", "'-5'", "'soon'", "''", "'1.5'", "'Sun, 22 Nov 2026 08:19:59 GMT'"})
    void until_nonsenseIsNothing(String header) {
        assertEquals(Optional.empty(), RetryAfter.until(header, NOW));
    }

    @Test
    void until_withoutHeaderIsNothing() {
        assertEquals(Optional.empty(), RetryAfter.until(null, NOW));
    }
}
