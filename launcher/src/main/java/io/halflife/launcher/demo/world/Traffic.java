// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** When the calls of a day come: about a thousand, few at night, most in the late afternoon. */
final class Traffic {

    private static final double CALLS_MEAN = 1000;
    private static final double CALLS_DEVIATION = 30;
    private static final double SWING = 0.75;
    private static final double QUIETEST = 4 / 24.0;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private Traffic() {}

    /** Offsets from midnight, rising, no two alike. */
    static List<Duration> times(Dice dice) {
        int calls = (int) Math.round(dice.normal(CALLS_MEAN, CALLS_DEVIATION));
        List<Long> micros = new ArrayList<>();
        while (micros.size() < calls) {
            double place = dice.uniform();
            double density = 1 - SWING * Math.cos(2 * Math.PI * (place - QUIETEST));
            if (dice.chance(density / (1 + SWING))) {
                micros.add((long) (place * MICROS_PER_DAY));
            }
        }
        Collections.sort(micros);
        return micros.stream().distinct().map(offset -> Duration.ofNanos(1000 * offset)).toList();
    }
}
