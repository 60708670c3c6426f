// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import io.halflife.monitor.window.CalendarWindows.Unit;
import io.halflife.monitor.window.DurationWindows;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** How a user wants production to be cut into windows. */
public sealed interface WindowChoice
        permits WindowChoice.Calendar, WindowChoice.Length, WindowChoice.Count {

    /** Calendar days, ISO weeks, months or years, in UTC. */
    record Calendar(Unit unit) implements WindowChoice {
        public Calendar {
            Objects.requireNonNull(unit, "unit");
        }
    }

    /** Windows of one length, aligned to the epoch. */
    record Length(Duration length) implements WindowChoice {
        public Length {
            Objects.requireNonNull(length, "length");
        }
    }

    /** Windows of a number of rows. */
    record Count(long rows) implements WindowChoice {
        public Count {
            if (rows < 1) {
                throw new IllegalArgumentException("rows is not positive: " + rows);
            }
        }
    }

    /** What {@code --window} may say, for messages. */
    String FORMS = "P1D, PT1H, P1W, P1M, P1Y or count:5000";

    /** Reads what {@code --window} says; empty when it is none of {@link #FORMS}' kind. */
    static Optional<WindowChoice> parse(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        try {
            if (word.startsWith("COUNT:")) {
                return Optional.of(new Count(Long.parseLong(word.substring("COUNT:".length()))));
            }
            return Optional.of(
                    switch (word) {
                        case "P1W", "P7D" -> new Calendar(Unit.WEEK);
                        case "P1M" -> new Calendar(Unit.MONTH);
                        case "P1Y" -> new Calendar(Unit.YEAR);
                        default -> length(word);
                    });
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static WindowChoice length(String word) {
        return new Length(new DurationWindows(Duration.parse(word)).length());
    }
}
