// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.AlarmChange;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.retraining.Decision;
import io.halflife.monitor.retraining.RetrainingRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run found out: all that is written, in one transaction. The same input gives the same
 * report.
 *
 * @param referenceId -1 when there is none
 * @param windows windows that were read
 * @param rows predictions in them
 * @param profiles columns of the windows read; each replaces the stored row of its window and
 *     column
 * @param verdicts all tests of the columns read; they replace the stored rows of their window and
 *     column
 * @param restated primary rows of other windows whose alarm state became another; an update
 * @param performance every metric of the windows read, and rows of other windows that became mature
 * @param fits every metric, for all windows and for the range asked for
 * @param decisionReason the words for the decision, and why no request follows when none does
 * @param forecastStreak newest evaluations in a row that forecast a crossing within the horizon, at
 *     most 3
 * @param requestOrNull at most one request
 * @param expiredRequests ids of requests that are open in the store but given up by the run's clock
 * @param alarmChanges columns whose current alarm was raised or cleared
 * @param beside comparisons with the windows before; they replace the stored rows of their window,
 *     comparison and column
 */
public record AnalysisReport(
        ModelVersion version,
        String environment,
        Instant asOf,
        long referenceId,
        int policyRevision,
        int windows,
        long rows,
        List<WindowProfile> profiles,
        List<DriftResult> verdicts,
        List<DriftResult> restated,
        List<PerformanceValue> performance,
        List<DecayFit> fits,
        Decision decision,
        String decisionReason,
        int forecastStreak,
        boolean datasetDrift,
        RetrainingRequest requestOrNull,
        List<String> expiredRequests,
        List<AlarmChange> alarmChanges,
        List<BesideResult> beside) {

    /** Nothing was compared with the windows before. */
    public AnalysisReport(
            ModelVersion version,
            String environment,
            Instant asOf,
            long referenceId,
            int policyRevision,
            int windows,
            long rows,
            List<WindowProfile> profiles,
            List<DriftResult> verdicts,
            List<DriftResult> restated,
            List<PerformanceValue> performance,
            List<DecayFit> fits,
            Decision decision,
            String decisionReason,
            int forecastStreak,
            boolean datasetDrift,
            RetrainingRequest requestOrNull,
            List<String> expiredRequests,
            List<AlarmChange> alarmChanges) {
        this(
                version,
                environment,
                asOf,
                referenceId,
                policyRevision,
                windows,
                rows,
                profiles,
                verdicts,
                restated,
                performance,
                fits,
                decision,
                decisionReason,
                forecastStreak,
                datasetDrift,
                requestOrNull,
                expiredRequests,
                alarmChanges,
                List.of());
    }

    public AnalysisReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(decisionReason, "decisionReason");
        profiles = List.copyOf(profiles);
        verdicts = List.copyOf(verdicts);
        restated = List.copyOf(restated);
        performance = List.copyOf(performance);
        fits = List.copyOf(fits);
        expiredRequests = List.copyOf(expiredRequests);
        alarmChanges = List.copyOf(alarmChanges);
        beside = List.copyOf(beside);
    }

    public Optional<RetrainingRequest> request() {
        return Optional.ofNullable(requestOrNull);
    }
}
