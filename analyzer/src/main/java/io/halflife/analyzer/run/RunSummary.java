// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.model.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a run, in numbers.
 *
 * @param windows windows that were computed
 * @param rows predictions in them
 * @param verdicts columns of them that were judged
 * @param drifted of these, how many drifted
 * @param alarms columns of the version that are in alarm now
 * @param decision NONE, RETRAIN_NOW, …
 * @param requestId the request that was made
 */
public record RunSummary(
        ModelVersion version,
        String environment,
        Instant asOf,
        int windows,
        long rows,
        long verdicts,
        long drifted,
        long alarms,
        String decision,
        Optional<String> requestId,
        Duration took) {

    public RunSummary {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(took, "took");
    }

    /** With verdicts of portions that were written before. */
    RunSummary plus(long moreVerdicts, long moreDrifted) {
        return new RunSummary(
                version,
                environment,
                asOf,
                windows,
                rows,
                verdicts + moreVerdicts,
                drifted + moreDrifted,
                alarms,
                decision,
                requestId,
                took);
    }
}
