// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a receiver asks to be left alone: seconds or a date, at most an hour. */
final class RetryAfter {

    static final Duration MAX = Duration.ofHours(1);

    private static final int DIGITS_MAX = 9;

    private RetryAfter() {}

    /**
     * Until when; empty when the header says nothing, nonsense or a time that is over.
     *
     * @param header null where it is not there
     */
    static Optional<Instant> until(String header, Instant now) {
        return wait(header, now)
                .filter(wait -> !wait.isNegative() && !wait.isZero())
                .map(wait -> now.plus(wait.compareTo(MAX) > 0 ? MAX : wait));
    }

    private static Optional<Duration> wait(String header, Instant now) {
        String text = header == null ? "" : header.strip();
        if (text.matches("[0-9]+")) {
            return Optional.of(
                    text.length() > DIGITS_MAX ? MAX : Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(
                    Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
