// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import io.halflife.dashboard.page.StateMark;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.statistics.slo.BurnAlarm;
import io.halflife.statistics.slo.Requests;
import java.util.List;
import java.util.Objects;

/**
 * An objective and how it is kept.
 *
 * @param all requests of the objective's period
 * @param left of the error budget: 1 is all of it, below 0 the promise is broken; NaN without
 *     requests
 * @param burns one for each of {@link BurnAlarm#USUAL}
 */
record KeptObjective(ServiceLevelObjective slo, Requests all, double left, List<Burn> burns) {

    /**
     * How fast the budget goes in a pair of windows; NaN without requests.
     *
     * @param threshold above which both must be
     */
    record Burn(
            BurnAlarm alarm, double longRate, double shortRate, double threshold, boolean fires) {}

    KeptObjective {
        Objects.requireNonNull(slo, "slo");
        Objects.requireNonNull(all, "all");
        burns = List.copyOf(burns);
    }

    /** The last burn alarm is the ticket; the others page. */
    StateMark mark() {
        if (all.total() == 0) {
            return StateMark.INCONCLUSIVE;
        }
        boolean pages = burns.subList(0, burns.size() - 1).stream().anyMatch(Burn::fires);
        if (pages || left < 0) {
            return StateMark.ALARM;
        }
        return burns.get(burns.size() - 1).fires() ? StateMark.WATCH : StateMark.CLEAR;
    }
}
