// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.time.Duration;
import java.time.Instant;

/**
 * How the model is served: about 40 ms an answer, a few failed responses, and on one afternoon an
 * incident, of which nothing is left the next day.
 */
final class Serving {

    /** The day of the incident, and its hours. */
    static final int INCIDENT_DAY = 74;

    private static final double INCIDENT_BEGIN = INCIDENT_DAY + 13 / 24.0;
    private static final double INCIDENT_END = INCIDENT_DAY + 16 / 24.0;

    private static final double MEDIAN_SECONDS = 0.038;
    private static final double SPREAD = 0.42;
    private static final double SLOWER = 4.5;
    private static final double SECONDS_MAX = 2.0;

    private Serving() {}

    static boolean isIncident(double day) {
        return day >= INCIDENT_BEGIN && day < INCIDENT_END;
    }

    static Duration latency(Dice dice, double day) {
        double median = isIncident(day) ? SLOWER * MEDIAN_SECONDS : MEDIAN_SECONDS;
        double seconds = Math.min(SECONDS_MAX, dice.logNormal(median, SPREAD));
        return Duration.ofNanos(Math.round(seconds * 1e6) * 1000);
    }

    /** The failures beside so many answers. */
    static ServedHour.Failures failures(Dice dice, StoryCalendar calendar, Instant hour, int ok) {
        boolean incident = isIncident(calendar.daysSinceStart(hour));
        return new ServedHour.Failures(
                dice.poisson(ok * 0.004),
                dice.poisson(ok * 0.0004),
                dice.poisson(ok * (incident ? 0.09 : 0.001)),
                dice.poisson(ok * (incident ? 0.03 : 0.0003)));
    }
}
