// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.retraining.DeploymentEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a rehearsal is about, beside the windows' tests.
 *
 * @param periods as they are known now
 * @param performance of all windows, with the labels that are known now
 * @param since nothing is decided about retraining before: windows that are not replayed say
 *     nothing
 * @param from windows that start here or later are counted; those before lead up to them
 * @param until the clock of the latest run: later windows are not closed
 */
public record Subject(
        VersionDefinition version,
        ReferenceFacts reference,
        Periods periods,
        List<PerformanceValue> performance,
        List<DeploymentEvent> deployments,
        Instant since,
        Instant from,
        Instant until) {

    public Subject {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(periods, "periods");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        performance = List.copyOf(performance);
        deployments = List.copyOf(deployments);
    }
}
