// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.story;

import io.halflife.launcher.demo.world.DecayLaw;
import io.halflife.launcher.demo.world.StoryCalendar;
import java.time.Instant;
import java.util.Objects;

/**
 * What was simulated: the dates, the decay, and the threshold of the policy that watches it.
 *
 * @param threshold in the metric's unit
 */
public record Script(StoryCalendar calendar, DecayLaw law, String metric, double threshold) {

    public Script {
        Objects.requireNonNull(calendar, "calendar");
        Objects.requireNonNull(law, "law");
        Objects.requireNonNull(metric, "metric");
    }

    /** When the simulated model is as good as its threshold. */
    Instant crossing() {
        return calendar.atAge(law.crossing(threshold));
    }
}
