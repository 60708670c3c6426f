// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.figure.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoissonRateTest {

    /** Garwood's 95 % limits as tables of epidemiology print them, to four digits. */
    @ParameterizedTest
    @CsvSource({"0, 0, 3.6889", "1, 0.0253, 5.5716", "2, 0.2422, 7.2247", "10, 4.7954, 18.3904"})
    void interval_isGarwoods(long events, double low, double high) {
        Interval interval = PoissonRate.interval(events, 1, 0.95);

        assertEquals(low, interval.lower().orElse(Double.NaN), 5e-5);
        assertEquals(high, interval.upper().orElse(Double.NaN), 5e-5);
    }

    @Test
    void interval_isPerUnitOfExposure() {
        assertEquals(
                PoissonRate.interval(4, 1, 0.95).upper().orElse(0) / 30,
                PoissonRate.interval(4, 30, 0.95).upper().orElse(0),
                1e-12);
    }

    @Test
    void interval_ofNothingIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> PoissonRate.interval(1, 0, 0.95));
        assertThrows(IllegalArgumentException.class, () -> PoissonRate.interval(-1, 1, 0.95));
        assertThrows(IllegalArgumentException.class, () -> PoissonRate.interval(1, 1, 1));
    }
}
