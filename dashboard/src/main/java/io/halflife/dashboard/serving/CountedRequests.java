// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.serving;

import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.policy.ServiceLevelObjective.Kind;
import io.halflife.statistics.slo.Requests;
import io.halflife.storage.latency.LatencyStep;

/** What an objective counts. */
public final class CountedRequests {

    private CountedRequests() {}

    /** All answers and those that failed, or all latencies and those above the limit. */
    public static Requests of(ServiceLevelObjective slo, LatencyStep step) {
        if (slo.kind() == Kind.AVAILABILITY) {
            return new Requests(step.responses().total(), step.responses().failed());
        }
        double within = step.shareWithin(slo.thresholdSeconds());
        long good = Double.isNaN(within) ? 0 : Math.round(within * step.count());
        return new Requests(step.count(), step.count() - good);
    }
}
