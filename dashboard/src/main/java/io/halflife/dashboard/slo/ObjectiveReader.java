// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import io.halflife.dashboard.serving.CountedRequests;
import io.halflife.dashboard.slo.KeptObjective.Burn;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.slo.BurnAlarm;
import io.halflife.statistics.slo.Objective;
import io.halflife.statistics.slo.Requests;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads how objectives are kept, all of windows that end at one moment. The rules are those of
 * {@link BurnAlarm#USUAL}, which the alert rules follow.
 */
final class ObjectiveReader {

    private final LatencyReader latencies;

    ObjectiveReader(LatencyReader latencies) {
        this.latencies = latencies;
    }

    /** Three queries, whatever the number of objectives. Blocking. */
    List<KeptObjective> of(
            VersionScope scope, List<ServiceLevelObjective> objectives, Instant asOf) {
        List<Window> windows = new ArrayList<>();
        for (ServiceLevelObjective objective : objectives) {
            windows.add(until(asOf, objective.window()));
            for (BurnAlarm alarm : BurnAlarm.USUAL) {
                windows.add(until(asOf, alarm.longWindow()));
                windows.add(until(asOf, alarm.shortWindow()));
            }
        }
        List<LatencyStep> steps = latencies.of(scope, windows);
        int each = 1 + 2 * BurnAlarm.USUAL.size();
        List<KeptObjective> kept = new ArrayList<>();
        for (int i = 0; i < objectives.size(); i++) {
            kept.add(kept(objectives.get(i), steps.subList(i * each, (i + 1) * each)));
        }
        return kept;
    }

    private static Window until(Instant asOf, Duration length) {
        return new Window(asOf.minus(length), asOf);
    }

    /** The objective's period first, then a long and a short window for each alarm. */
    private static KeptObjective kept(ServiceLevelObjective slo, List<LatencyStep> steps) {
        Objective objective = new Objective(slo.objective(), slo.window());
        Requests all = CountedRequests.of(slo, steps.get(0));
        List<Burn> burns = new ArrayList<>();
        for (int i = 0; i < BurnAlarm.USUAL.size(); i++) {
            burns.add(
                    burn(
                            BurnAlarm.USUAL.get(i),
                            objective,
                            CountedRequests.of(slo, steps.get(1 + 2 * i)),
                            CountedRequests.of(slo, steps.get(2 + 2 * i))));
        }
        double left = objective.budgetRemaining(all).orElse(Double.NaN);
        return new KeptObjective(slo, all, left, burns);
    }

    private static Burn burn(
            BurnAlarm alarm, Objective objective, Requests longOnes, Requests shortOnes) {
        return new Burn(
                alarm,
                objective.burnRate(longOnes).orElse(Double.NaN),
                objective.burnRate(shortOnes).orElse(Double.NaN),
                alarm.threshold(objective),
                alarm.fires(objective, longOnes, shortOnes));
    }
}
