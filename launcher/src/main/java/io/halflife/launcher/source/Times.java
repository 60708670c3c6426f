// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Times in a user's files: ISO-8601, UTC unless they carry an offset, to the microsecond. */
public final class Times {

    /** What a time must look like, for messages. */
    public static final String RULE = "is not an ISO-8601 time such as 2026-01-31T08:00:00Z";

    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendLiteral('T')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendPattern("[XXX][XX][X]")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withChronology(IsoChronology.INSTANCE);

    private Times() {}

    /** Empty when it is no time; a day alone is its first instant. */
    public static Optional<Instant> parse(String text) {
        try {
            TemporalAccessor time =
                    FORMAT.parseBest(
                            text.strip().replace(' ', 'T'),
                            OffsetDateTime::from,
                            LocalDateTime::from,
                            LocalDate::from);
            return Optional.of(instant(time).truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(TemporalAccessor time) {
        if (time instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        if (time instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        return ((LocalDate) time).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
