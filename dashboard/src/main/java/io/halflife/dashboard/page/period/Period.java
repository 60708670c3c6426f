// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.period;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * The stretch of time that a page is asked for.
 *
 * <p>Law: half-open over the starts of windows; {@link Instant#MIN} and {@link Instant#MAX} mean no
 * bound. Where people write a day as the end, that day is in it.
 *
 * @param fromText the first day as a form shows it; the empty string for no bound, like toText
 */
public record Period(Instant from, Instant to, String fromText, String toText) {

    /** What a database's time can hold with room to spare. */
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    public static final Period ALL = new Period(Instant.MIN, Instant.MAX, "", "");

    /**
     * From a query; null and empty mean no bound.
     *
     * @throws ProblemException 422 for what is no date and no time
     */
    public static Period of(String from, String to) {
        Instant start = from == null || from.isBlank() ? Instant.MIN : instant("from", from, 0);
        Instant end = to == null || to.isBlank() ? Instant.MAX : instant("to", to, 1);
        if (!start.isBefore(end)) {
            throw new ProblemException(
                    Problem.of(422, "out_of_range", "the period ends before it begins"));
        }
        return new Period(
                start,
                end,
                start.equals(Instant.MIN) ? "" : day(start),
                end.equals(Instant.MAX) ? "" : day(end.minusMillis(1)));
    }

    public boolean isAll() {
        return from.equals(Instant.MIN) && to.equals(Instant.MAX);
    }

    private static Instant instant(String name, String text, int daysLater) {
        try {
            Instant instant = parsed(text, daysLater);
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // The same rule is broken: one sentence serves both.
        }
        throw new ProblemException(
                Problem.of(
                        422,
                        "timestamp_invalid",
                        name
                                + " is neither a day like 2026-08-05 nor a time like"
                                + " 2026-08-05T13:00:00Z, from the year 1900 to 9999"));
    }

    private static Instant parsed(String text, int daysLater) {
        return text.length() <= 10
                ? LocalDate.parse(text).plusDays(daysLater).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(text);
    }

    private static String day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
