// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import java.time.Instant;
import java.util.Objects;

/**
 * One evaluation of a version at a clock.
 *
 * @param asOf the run's clock
 * @param referenceId the reference judged against; -1 when there is none
 * @param policyRevision the policy that judged
 * @param watermark rows received before it were seen
 * @param windows windows that were computed again
 * @param rows prediction rows that were read
 * @param decision NONE, RETRAIN_NOW or RETRAIN_PREDICTED
 * @param decisionReason the words for it
 * @param forecastStreak evaluations in a row that forecast a crossing within the horizon
 */
public record AnalysisRun(
        Instant asOf,
        long referenceId,
        int policyRevision,
        Instant watermark,
        int windows,
        long rows,
        String decision,
        String decisionReason,
        int forecastStreak,
        boolean datasetDrift,
        Instant startedAt) {

    public AnalysisRun {
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(watermark, "watermark");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(decisionReason, "decisionReason");
        Objects.requireNonNull(startedAt, "startedAt");
    }
}
