// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.pages.ColumnCounts;
import io.halflife.storage.pages.LatestRun;
import java.util.List;
import java.util.Objects;

/**
 * What was found about the version that was analysed last.
 *
 * @param policy in force
 * @param columns null while no window was judged
 * @param performance of the policy's metric, oldest first
 * @param threshold NaN when there is none
 * @param fit null while there is none
 * @param latency of the newest window; null while there is none
 */
public record Findings(
        LatestRun latest,
        MonitoringPolicy policy,
        ColumnCounts columns,
        List<PerformanceValue> performance,
        double threshold,
        DecayFit fit,
        LatencyStep latency) {

    public Findings {
        Objects.requireNonNull(latest, "latest");
        Objects.requireNonNull(policy, "policy");
        performance = List.copyOf(performance);
    }

    /** The metric that the policy watches. */
    public String metric() {
        return policy.performance().metric();
    }
}
