// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.period.Period;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.Objects;

/**
 * Which stretch of time a report is about, and which windows are in it.
 *
 * @param asked by start of windows, half-open
 * @param windows how many there are, at most as many as a page shows
 * @param isCut whether there are more before these
 * @param whole from the first window to the last; null where there is none
 * @param first label of the first; the empty string where there is none, like last
 */
public record ReportSpan(
        Period asked, int windows, boolean isCut, Window whole, String first, String last) {

    public ReportSpan {
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
    }

    /** An end that nobody asked for is that of the windows. */
    public String words() {
        if (asked.isAll() && whole == null) {
            return "all windows; there is none yet";
        }
        return "from "
                + end(asked.from(), whole == null ? null : whole.start(), "the first window")
                + " up to, not including, "
                + end(
                        asked.to(),
                        whole == null ? null : whole.end(),
                        "the end of the newest window")
                + (asked.isAll() ? ": all there is" : "");
    }

    private static String end(Instant asked, Instant known, String open) {
        boolean isOpen = asked.equals(Instant.MIN) || asked.equals(Instant.MAX);
        return isOpen ? (known == null ? open : Figures.minute(known)) : Figures.minute(asked);
    }

    /** How many, and which. */
    public String windowWords() {
        if (windows == 0) {
            return "none was analysed in this period";
        }
        return (isCut ? "the newest " : "")
                + Figures.counted(windows, "window")
                + (windows == 1 ? ", " + last : ", " + first + " to " + last);
    }

    String firstDay() {
        return day(asked.from().equals(Instant.MIN) ? null : asked.from(), true);
    }

    String lastDay() {
        return day(asked.to().equals(Instant.MAX) ? null : asked.to().minusMillis(1), false);
    }

    private String day(Instant stated, boolean isFirst) {
        if (stated != null) {
            return Figures.day(stated);
        }
        if (whole == null) {
            return "";
        }
        return Figures.day(isFirst ? whole.start() : whole.end().minusMillis(1));
    }
}
