// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;

/** Points in time as Parquet keeps them. */
final class ParquetTimes {

    /** The Julian day of 1970-01-01; that is how INT96 counts, after the Parquet format. */
    private static final int JULIAN_EPOCH = 2_440_588;

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private ParquetTimes() {}

    /** RFC 3339 to the microsecond. */
    static String words(Instant time) {
        return MICROS.format(time);
    }

    /** A count of units since 1970, UTC. */
    static Instant since(long units, TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> Instant.ofEpochMilli(units);
            case MICROS -> Instant.EPOCH.plus(units, ChronoUnit.MICROS);
            case NANOS -> Instant.ofEpochSecond(0, units);
        };
    }

    /** Nanoseconds of the day in 8 bytes, then the Julian day in 4, both little-endian. */
    static Instant ofInt96(ByteBuffer bytes) {
        ByteBuffer little = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        long nanos = little.getLong();
        long days = (long) little.getInt() - JULIAN_EPOCH;
        return Instant.ofEpochSecond(days * 86_400L, nanos);
    }
}
