// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {

    @Test
    void values_areRoundAndInside() {
        Ticks ticks = new Ticks(0.7431, 0.9211, 6, false);

        assertEquals(1, new Ticks(0, 2.9, 6, false).decimals());
        assertEquals(2, ticks.decimals());
        assertEquals(List.of(0.75, 0.8, 0.85, 0.9), rounded(ticks.values()));
    }

    private static List<Double> rounded(List<Double> values) {
        return values.stream().map(v -> Math.round(v * 1000) / 1000.0).toList();
    }

    /** There is no half column. */
    @Test
    void values_ofCountsAreWhole() {
        assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0), new Ticks(0, 4, 6, true).values());
        assertEquals(0, new Ticks(0, 4, 6, true).decimals());
    }

    @Test
    void values_areAlwaysAFew() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
            double high = low + Math.pow(10, random.nextDouble() * 12 - 6);
            Ticks ticks = new Ticks(low, high, 6, false);
            String words = "seed " + seed + ": " + low + " to " + high + ": " + ticks.values();
            assertTrue(ticks.values().size() <= 7, words);
            assertTrue(ticks.values().size() >= 2, words);
        }
    }

    private static List<String> labels(String from, String to) {
        return TimeTicks.between(
                        Instant.parse(from).getEpochSecond(), Instant.parse(to).getEpochSecond())
                .stream()
                .map(
                        tick ->
                                tick.below().isEmpty()
                                        ? tick.label()
                                        : tick.label() + "/" + tick.below())
                .toList();
    }

    @Test
    void moments_ofHoursNameTheDayOnce() {
        assertEquals(
                List.of("00:00/Aug 5", "06:00", "12:00", "18:00", "00:00/Aug 6", "06:00"),
                labels("2026-08-05T00:00:00Z", "2026-08-06T11:00:00Z"));
    }

    @Test
    void moments_ofMonthsNameTheYear() {
        assertEquals(
                List.of("Oct/2026", "Nov", "Dec", "Jan/2027", "Feb"),
                labels("2026-09-20T00:00:00Z", "2027-02-03T00:00:00Z"));
    }

    /** From a minute to centuries. */
    @Test
    void moments_areAFewWhateverTheLength() {
        Instant start = Instant.parse("1987-03-09T11:17:43Z");
        for (long seconds = 120; seconds < Duration.ofDays(365 * 300).toSeconds(); seconds *= 2) {
            int count = labels(start.toString(), start.plusSeconds(seconds).toString()).size();
            assertTrue(count >= 1 && count <= 9, seconds + " s: " + count);
        }
    }
}
