// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T08:00:00Z, 2026-01-31T08:00:00Z",
        "2026-01-31T08:00:00.123456789Z, 2026-01-31T08:00:00.123456Z",
        "2026-01-31 08:00:00, 2026-01-31T08:00:00Z",
        "2026-01-31T08:00, 2026-01-31T08:00:00Z",
        "2026-01-31T08:00:00+02:00, 2026-01-31T06:00:00Z",
        "2026-01-31 08:00:00+0200, 2026-01-31T06:00:00Z",
        "2026-01-31 08:00:00+02, 2026-01-31T06:00:00Z",
        "2026-01-31, 2026-01-31T00:00:00Z"
    })
    void parse_everyForm(String text, String instant) {
        assertEquals(Optional.of(Instant.parse(instant)), Times.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "31.01.2026", "2026-02-30", "1769846400", "08:00"})
    void parse_anythingElse_isNone(String text) {
        assertEquals(Optional.empty(), Times.parse(text));
    }
}
