// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.window;

import java.util.Locale;

/** How time is cut, for people. */
public final class WindowWords {

    private WindowWords() {}

    /** "days in UTC", "windows of PT6H", "windows of 5,000 rows". */
    public static String of(WindowSpec spec) {
        if (spec instanceof CalendarWindows calendar) {
            String zone = calendar.zone().getId();
            return calendar.unit().jsonName() + "s in " + (zone.equals("Z") ? "UTC" : zone);
        }
        if (spec instanceof DurationWindows duration) {
            return "windows of " + duration.length();
        }
        return String.format(Locale.ROOT, "windows of %,d rows", ((CountWindows) spec).rows());
    }
}
