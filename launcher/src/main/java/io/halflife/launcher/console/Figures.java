// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.console;

import java.time.Instant;
import java.util.Locale;

/** Figures as a terminal shows them. */
public final class Figures {

    public static final String UNKNOWN = "–";

    private static final double PROBABILITY_MIN = 1e-300;
    private static final double SMALL = 1e-3;
    private static final double LARGE = 1e6;
    private static final double DAYS_MAX = 36_525;

    private Figures() {}

    /** Four digits after the point; very small and very large ones in powers of ten. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        double size = Math.abs(value);
        boolean plain = size == 0 || (size >= SMALL && size < LARGE);
        return String.format(Locale.ROOT, plain ? "%,.4f" : "%.2e", value);
    }

    /** Two digits; what is too small to be told from nothing is said so. */
    public static String probability(double p) {
        if (Double.isNaN(p)) {
            return UNKNOWN;
        }
        if (p < PROBABILITY_MIN) {
            return "< 1e-300";
        }
        return String.format(Locale.ROOT, p < SMALL ? "%.1e" : "%.3f", p);
    }

    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    public static String interval(double low, double high) {
        return Double.isNaN(low) || Double.isNaN(high)
                ? UNKNOWN
                : number(low) + " to " + number(high);
    }

    /** Days; more than a century is said so. */
    public static String days(double days) {
        if (Double.isNaN(days)) {
            return UNKNOWN;
        }
        return days > DAYS_MAX
                ? "more than a century"
                : String.format(Locale.ROOT, "%,.1f days", days);
    }

    public static String date(Instant instant) {
        return instant == null ? UNKNOWN : instant.toString().substring(0, 10);
    }
}
