// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.period;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.http.problem.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    /** People who write a day as the end mean that day too. */
    @Test
    void days_areWhole() {
        Period period = Period.of("2026-08-01", "2026-08-05");

        assertEquals(Instant.parse("2026-08-01T00:00:00Z"), period.from());
        assertEquals(Instant.parse("2026-08-06T00:00:00Z"), period.to());
        assertEquals("2026-08-05", period.toText());
    }

    @Test
    void times_areExact() {
        Period period = Period.of("2026-08-01T10:00:00Z", "2026-08-05T00:00:00Z");

        assertEquals(Instant.parse("2026-08-05T00:00:00Z"), period.to());
        assertEquals("2026-08-04", period.toText());
    }

    @Test
    void nothing_isAll() {
        assertTrue(Period.of(null, "").isAll());
        assertEquals(Period.ALL, Period.of("", null));
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday, 2026-08-05, timestamp_invalid",
        "2026-08-01, 2026-13-01, timestamp_invalid",
        "2026-08-05, 2026-08-01, out_of_range"
    })
    void nonsense_isRefused(String from, String to, String code) {
        ProblemException refusal = assertThrows(ProblemException.class, () -> Period.of(from, to));

        assertEquals(422, refusal.problem().status());
        assertEquals(code, refusal.problem().code());
    }
}
