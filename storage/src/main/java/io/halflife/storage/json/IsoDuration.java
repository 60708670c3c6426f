// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ISO 8601 durations of a fixed length: days, hours, minutes and seconds, and whole weeks. */
public final class IsoDuration {

    private static final Pattern WEEKS = Pattern.compile("P(\\d{1,4})W");
    private static final int TEXT_MAX = 40;

    private IsoDuration() {}

    /** Empty when the text is none; months and years have no fixed length. */
    public static Optional<Duration> parse(String text) {
        if (text.length() > TEXT_MAX) {
            return Optional.empty();
        }
        Matcher weeks = WEEKS.matcher(text);
        if (weeks.matches()) {
            return Optional.of(Duration.ofDays(7L * Integer.parseInt(weeks.group(1))));
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whole days as days, {@code P30D}; everything else in hours, minutes and seconds. */
    public static String text(Duration duration) {
        boolean wholeDays =
                !duration.isZero() && duration.equals(Duration.ofDays(duration.toDays()));
        return wholeDays ? "P" + duration.toDays() + "D" : duration.toString();
    }
}
