// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.storage.ingest.PgTime;

/**
 * Reads times of ingest: RFC 3339 with an offset, or whole milliseconds since 1970. Anything that
 * could be meant in another way is refused: no offset, a fraction of a number, seconds. Finer than
 * a microsecond is cut off.
 */
final class Times {

    /** What is no time. */
    static final long INVALID = PgTime.NONE_MICROS;

    /** Smaller numbers are seconds by mistake: as milliseconds they lie between 1966 and 1973. */
    private static final long MILLIS_MIN = 100_000_000_000L;

    private static final int[] DAYS_BEFORE_MONTH = {
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
    };
    private static final int DAYS_TO_2000 = 730_119;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int FRACTION_DIGITS = 6;
    private static final long MILLIS_LIMIT = Long.MAX_VALUE / 2000;

    private Times() {}

    /** Microseconds since 2000; INVALID when the number is none that we take. */
    static long ofMillis(long millis) {
        if (Math.abs(millis) < MILLIS_MIN || Math.abs(millis) > MILLIS_LIMIT) {
            return INVALID;
        }
        return millis * 1000 - PgTime.EPOCH_SECONDS * PgTime.MICROS_PER_SECOND;
    }

    /** Microseconds since 2000; INVALID when the text is not RFC 3339. */
    static long ofText(char[] text, int from, int length) {
        if (length < "2026-11-22T08:15:30Z".length()) {
            return INVALID;
        }
        int end = from + length;
        boolean shape =
                text[from + 4] == '-'
                        && text[from + 7] == '-'
                        && (text[from + 10] | 0x20) == 't'
                        && text[from + 13] == ':'
                        && text[from + 16] == ':';
        int day = days(digits(text, from, 4), digits(text, from + 5, 2), digits(text, from + 8, 2));
        int second =
                secondOfDay(
                        digits(text, from + 11, 2),
                        digits(text, from + 14, 2),
                        digits(text, from + 17, 2));
        if (!shape || day == Integer.MIN_VALUE || second < 0) {
            return INVALID;
        }
        int at = from + 19;
        long micros = 0;
        if (text[at] == '.') {
            int fractionEnd = at + 1;
            while (fractionEnd < end && text[fractionEnd] >= '0' && text[fractionEnd] <= '9') {
                fractionEnd++;
            }
            micros = fraction(text, at + 1, fractionEnd);
            at = fractionEnd;
        }
        int offset = offsetSeconds(text, at, end);
        if (micros < 0 || offset == Integer.MIN_VALUE) {
            return INVALID;
        }
        return ((long) day * SECONDS_PER_DAY + second - offset) * PgTime.MICROS_PER_SECOND + micros;
    }

    /** Days since 2000-01-01; Integer.MIN_VALUE when there is no such day. */
    private static int days(int year, int month, int day) {
        boolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(month, leap)) {
            return Integer.MIN_VALUE;
        }
        int before = year - 1;
        int days = before * 365 + before / 4 - before / 100 + before / 400;
        days += DAYS_BEFORE_MONTH[month - 1] + (leap && month > 2 ? 1 : 0);
        return days + day - 1 - DAYS_TO_2000;
    }

    private static int daysIn(int month, boolean leap) {
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static int secondOfDay(int hour, int minute, int second) {
        boolean valid =
                hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return valid ? hour * 3600 + minute * 60 + second : -1;
    }

    private static long fraction(char[] text, int from, int to) {
        if (to == from) {
            return -1;
        }
        long micros = 0;
        for (int i = 0; i < FRACTION_DIGITS; i++) {
            micros = micros * 10 + (from + i < to ? text[from + i] - '0' : 0);
        }
        return micros;
    }

    private static int offsetSeconds(char[] text, int at, int end) {
        if (end - at == 1 && (text[at] | 0x20) == 'z') {
            return 0;
        }
        if (end - at != 6 || text[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = digits(text, at + 1, 2);
        int minutes = digits(text, at + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int offset = hours * 3600 + minutes * 60;
        return switch (text[at]) {
            case '+' -> offset;
            case '-' -> -offset;
            default -> Integer.MIN_VALUE;
        };
    }

    /** A number of exactly n digits; negative when there are others. */
    private static int digits(char[] text, int from, int n) {
        int value = 0;
        for (int i = from; i < from + n; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
