// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Round moments along an axis of time, UTC: minutes, hours, days, months or years, and below a
 * label what it belongs to, where that is new.
 */
final class TimeTicks {

    private static final int MOST = 8;
    private static final long DAY = 86_400;
    private static final long[] SECONDS = {
        60, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, DAY, 2 * DAY, 3 * DAY, 7 * DAY,
        14 * DAY
    };
    private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600};
    private static final double DAYS_OF_A_MONTH = 30.44;

    private static final DateTimeFormatter TIME = format("HH:mm");
    private static final DateTimeFormatter DATE = format("MMM d");
    private static final DateTimeFormatter MONTH = format("MMM");
    private static final DateTimeFormatter YEAR = format("yyyy");

    /**
     * A moment.
     *
     * @param below the empty string where the tick before says the same
     */
    record Tick(long second, String label, String below) {}

    private TimeTicks() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** Between two times in seconds since the epoch, with them. */
    static List<Tick> between(long from, long to) {
        for (long step : SECONDS) {
            if ((to - from) / step <= MOST) {
                List<OffsetDateTime> moments =
                        moments(
                                utc(Math.floorDiv(from + step - 1, step) * step),
                                to,
                                t -> t.plusSeconds(step));
                return step < DAY ? ticks(moments, TIME, DATE) : ticks(moments, DATE, YEAR);
            }
        }
        return ofMonths(from, to);
    }

    private static List<Tick> ofMonths(long from, long to) {
        double months = (to - from) / (DAYS_OF_A_MONTH * DAY);
        int step = MONTHS[MONTHS.length - 1];
        for (int i = MONTHS.length - 1; i >= 0 && months / MONTHS[i] <= MOST; i--) {
            step = MONTHS[i];
        }
        int count = step;
        OffsetDateTime first =
                utc(from).toLocalDate().withDayOfMonth(1).atStartOfDay().atOffset(ZoneOffset.UTC);
        long index = first.getYear() * 12L + first.getMonthValue() - 1;
        first = first.minusMonths(Math.floorMod(index, count));
        while (first.toEpochSecond() < from) {
            first = first.plusMonths(count);
        }
        List<OffsetDateTime> moments = moments(first, to, t -> t.plusMonths(count));
        return count < 12 ? ticks(moments, MONTH, YEAR) : ticks(moments, YEAR, null);
    }

    private static List<OffsetDateTime> moments(
            OffsetDateTime first, long to, UnaryOperator<OffsetDateTime> next) {
        List<OffsetDateTime> moments = new ArrayList<>();
        OffsetDateTime at = first;
        while (at.toEpochSecond() <= to && moments.size() <= 2 * MOST) {
            moments.add(at);
            at = next.apply(at);
        }
        return moments;
    }

    private static List<Tick> ticks(
            List<OffsetDateTime> moments, DateTimeFormatter label, DateTimeFormatter below) {
        List<Tick> ticks = new ArrayList<>();
        String before = "";
        for (OffsetDateTime at : moments) {
            String under = below == null ? "" : below.format(at);
            ticks.add(
                    new Tick(
                            at.toEpochSecond(),
                            label.format(at),
                            under.equals(before) ? "" : under));
            before = under;
        }
        return ticks;
    }

    private static OffsetDateTime utc(long second) {
        return Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC);
    }
}
