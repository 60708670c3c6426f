// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Writes figures for people: the same figure is always written the same way, in every locale.
 *
 * <p>An undefined figure is {@code undefined}, never 0.
 */
public final class Figures {

    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final double P_MIN = 1e-300;

    private Figures() {}

    /** A count with thousands marked: {@code 1,488}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its unit: {@code 1 value}, {@code 1,488 values}. */
    public static String count(long count, String unit) {
        return count(count) + " " + unit + (count == 1 ? "" : "s");
    }

    /** Four significant digits: {@code 0.3147}, {@code 1.23E-9}; infinite is {@code infinite}. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "undefined";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "-infinite";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value, FOUR_DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size < 1e-4 || size >= 1e7
                ? String.format(Locale.ROOT, "%.3g", value)
                : rounded.toPlainString();
    }

    /** A p-value; it is never written as 0: below 1e-300 stands {@code < 1e-300}. */
    public static String probability(double p) {
        return p < P_MIN ? "< 1e-300" : number(p);
    }

    /** A share in percent with one digit: {@code 93.4 %}. */
    public static String percent(double share) {
        return Double.isNaN(share)
                ? "undefined"
                : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Whole days are {@code 7 days}; anything else is in ISO 8601. */
    public static String duration(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? count(duration.toDays(), "day")
                : duration.toString();
    }

    /** The day in UTC. */
    public static String day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
