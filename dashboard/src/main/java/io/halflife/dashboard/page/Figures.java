// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How figures are written on pages: fixed decimals, thousands apart, UTC, an en dash for none. */
final class Figures {

    static final String NONE = "–";

    private static final double P_SMALLEST = 0.001;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Figures() {}

    static String number(double value, int decimals) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%,." + decimals + "f", value)
                : NONE;
    }

    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** "1 model", "2 models". */
    static String counted(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** Three decimals; below them "< 0.001", because more digits of a small p say nothing. */
    static String p(double p) {
        return p < P_SMALLEST ? "< 0.001" : number(p, 3);
    }

    static String day(Instant instant) {
        return instant == null ? NONE : DAY.format(instant);
    }

    static String minute(Instant instant) {
        return instant == null ? NONE : MINUTE.format(instant);
    }
}
