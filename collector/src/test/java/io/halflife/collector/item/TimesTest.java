// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.storage.ingest.PgTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T08:15:30.123456Z, 2026-11-22T08:15:30.123456Z",
        "2026-11-22t08:15:30z, 2026-11-22T08:15:30Z",
        "2026-11-22T08:15:30.1Z, 2026-11-22T08:15:30.100Z",
        "2026-11-22T08:15:30.123456999Z, 2026-11-22T08:15:30.123456Z",
        "2026-11-22T08:15:30+02:00, 2026-11-22T06:15:30Z",
        "2026-11-22T00:15:30-05:30, 2026-11-22T05:45:30Z",
        "2024-02-29T23:59:59-00:00, 2024-02-29T23:59:59Z",
        "1900-01-01T00:00:00Z, 1900-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    })
    void ofText_readsRfc3339(String text, Instant expected) {
        assertEquals(expected, PgTime.instant(micros(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T08:15:30",
                "2026-11-22 08:15:30Z",
                "2026-11-22T08:15Z",
                "2026-11-22",
                "2026-02-29T08:15:30Z",
                "2100-02-29T08:15:30Z",
                "2026-13-01T08:15:30Z",
                "2026-00-01T08:15:30Z",
                "2026-04-31T08:15:30Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T23:60:00Z",
                "2026-11-22T23:59:60Z",
                "2026-11-22T08:15:30.Z",
                "2026-11-22T08:15:30,5Z",
                "2026-11-22T08:15:30+0200",
                "2026-11-22T08:15:30+24:00",
                "2026-11-22T08:15:30+02:00Z",
                "2026-11-22T08:15:30Zjunk",
                "+2026-11-22T08:15:30Z",
                "2026-11-2xT08:15:30Z",
                "1795335330123",
                ""
            })
    void ofText_refusesWhatCouldBeMeantOtherwise(String text) {
        assertEquals(Times.INVALID, micros(text));
    }

    @Test
    void ofMillis_takesMillisecondsAndRefusesSeconds() {
        assertEquals(
                Instant.parse("2026-11-22T08:15:30.123Z"),
                PgTime.instant(Times.ofMillis(1_795_335_330_123L)));
        assertEquals(Times.INVALID, Times.ofMillis(1_795_335_330L));
        assertEquals(Times.INVALID, Times.ofMillis(0));
        assertEquals(
                Instant.parse("1900-01-01T00:00:00Z"),
                PgTime.instant(Times.ofMillis(-2_208_988_800_000L)));
        assertEquals(Times.INVALID, Times.ofMillis(Long.MAX_VALUE));
    }

    /** The JDK's own parser is the judge. */
    @Test
    void ofText_agreesWithTheJdkEverywhere() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(
                                    random.nextLong(-62_135_596_800L, 253_402_300_799L),
                                    random.nextInt(1_000_000_000))
                            .truncatedTo(ChronoUnit.MICROS);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1079, 1080));
            OffsetDateTime time = instant.atOffset(offset);
            if (time.getYear() < 1 || time.getYear() > 9999) {
                continue;
            }
            String text =
                    DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").format(time);
            assertEquals(instant, PgTime.instant(micros(text)), text + ", seed " + seed);
        }
    }

    private static long micros(String text) {
        char[] chars = ("  " + text).toCharArray();
        return Times.ofText(chars, 2, text.length());
    }
}
