// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void number_hasFourSignificantDigits() {
        assertEquals("0.3147", Figures.number(0.314653));
        assertEquals("0.1", Figures.number(0.1));
        assertEquals("11.42", Figures.number(11.42246));
        assertEquals("1488000", Figures.number(1_487_955));
        assertEquals("-0.05", Figures.number(-0.05));
        assertEquals("8.51e-32", Figures.number(8.5116e-32));
        assertEquals("0", Figures.number(0));
    }

    @Test
    void number_neverShowsTheUndefinedAsZero() {
        assertEquals("undefined", Figures.number(Double.NaN));
        assertEquals("infinite", Figures.number(Double.POSITIVE_INFINITY));
    }

    @Test
    void probability_isNeverWrittenAsZero() {
        assertEquals("< 1e-300", Figures.probability(0));
        assertEquals("0.041", Figures.probability(0.041));
    }

    @Test
    void figures_areTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("1,488 values", Figures.count(1488, "value"));
            assertEquals("1 value", Figures.count(1, "value"));
            assertEquals("93.4 %", Figures.percent(0.934));
            assertEquals("7 days", Figures.duration(Duration.ofDays(7)));
            assertEquals("PT36H", Figures.duration(Duration.ofHours(36)));
            assertEquals("1997-01-31", Figures.day(Instant.parse("1997-01-31T23:30:00Z")));
        } finally {
            Locale.setDefault(before);
        }
    }
}
