// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.DecayFitJson;
import io.halflife.storage.results.SummaryColumns;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The run, its profiles, performance and fits as rows; a row of the same key is replaced. */
final class ResultRowWriter {

    private final Handle handle;
    private final VersionScope scope;

    ResultRowWriter(Handle handle, VersionScope scope) {
        this.handle = handle;
        this.scope = scope;
    }

    void writeRun(AnalysisReport report, RunFacts run) {
        in(handle.createUpdate(
                        """
                                insert into analysis_run (version_id, environment, as_of,
                                    reference_id, policy_revision, watermark, windows, row_count,
                                    decision, decision_reason, forecast_streak, dataset_drift,
                                    started_at)
                                values (:versionId, :environment, :asOf, nullif(:referenceId, -1),
                                    :policyRevision, :watermark, :windows, :rows, :decision,
                                    :decisionReason, :forecastStreak, :datasetDrift, :startedAt)
                                on conflict (version_id, environment, as_of) do update set
                                    reference_id = excluded.reference_id,
                                    policy_revision = excluded.policy_revision,
                                    watermark = excluded.watermark,
                                    windows = excluded.windows,
                                    row_count = excluded.row_count,
                                    decision = excluded.decision,
                                    decision_reason = excluded.decision_reason,
                                    forecast_streak = excluded.forecast_streak,
                                    dataset_drift = excluded.dataset_drift,
                                    started_at = excluded.started_at,
                                    finished_at = excluded.finished_at
                                """))
                .bind("asOf", report.asOf())
                .bind("referenceId", report.referenceId())
                .bind("policyRevision", report.policyRevision())
                .bind("watermark", run.watermark())
                .bind("windows", report.windows())
                .bind("rows", report.rows())
                .bind("decision", report.decision().name())
                .bind("decisionReason", report.decisionReason())
                .bind("forecastStreak", report.forecastStreak())
                .bind("datasetDrift", report.datasetDrift())
                .bind("startedAt", run.startedAt())
                .execute();
    }

    void writeProfiles(List<WindowProfile> profiles) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into feature_profile (version_id, environment, window_start,
                            window_end, role, name, label, kind, n, missing, non_finite, mean, std,
                            min, q25, median, q75, max, profile, outline)
                        values (:versionId, :environment, :start, :end, :role, :name, :label, :kind,
                            :n, :missing, :nonFinite, :mean, :std, :min, :q25, :median, :q75, :max,
                            :profile, :outline)
                        on conflict (version_id, environment, window_start, window_end, role, name)
                        do update set label = excluded.label, kind = excluded.kind,
                            n = excluded.n, missing = excluded.missing,
                            non_finite = excluded.non_finite, mean = excluded.mean,
                            std = excluded.std, min = excluded.min, q25 = excluded.q25,
                            median = excluded.median, q75 = excluded.q75, max = excluded.max,
                            profile = excluded.profile, outline = excluded.outline
                        """);
        for (WindowProfile profile : profiles) {
            in(batch, profile.window()).bind("label", profile.label());
            SummaryColumns.bind(batch, profile.profile(), profile.summary()).add();
        }
        executeIfAny(batch);
    }

    void writePerformance(List<PerformanceValue> values) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into performance_window (version_id, environment, window_start,
                            window_end, metric, estimated, label, n, labelled, value, low, high, se,
                            successes, trials, mature, first_event, last_event)
                        values (:versionId, :environment, :start, :end, :metric, :estimated, :label,
                            :n, :labelled, :value, :low, :high, :se, :successes, :trials, :mature,
                            :firstEvent, :lastEvent)
                        on conflict (version_id, environment, window_start, window_end, metric,
                            estimated)
                        do update set label = excluded.label, n = excluded.n,
                            labelled = excluded.labelled, value = excluded.value,
                            low = excluded.low, high = excluded.high, se = excluded.se,
                            successes = excluded.successes, trials = excluded.trials,
                            mature = excluded.mature, first_event = excluded.first_event,
                            last_event = excluded.last_event
                        """);
        values.forEach(value -> bind(in(batch, value.window()), value).add());
        executeIfAny(batch);
    }

    static PreparedBatch bind(PreparedBatch batch, PerformanceValue value) {
        return batch.bind("metric", value.metric())
                .bind("estimated", value.estimated())
                .bind("label", value.label())
                .bind("n", value.n())
                .bind("labelled", value.labelled())
                .bind("value", value.value())
                .bind("low", value.low())
                .bind("high", value.high())
                .bind("se", value.standardError())
                .bind("successes", value.successes())
                .bind("trials", value.trials())
                .bind("mature", value.mature())
                .bind("firstEvent", value.firstEvent())
                .bind("lastEvent", value.lastEvent());
    }

    /** A re-run may fit other ranges than its earlier self. */
    void replaceFits(Instant asOf, List<DecayFit> fits) {
        in(handle.createUpdate(
                        """
                                delete from decay_fit
                                 where version_id = :versionId and environment = :environment
                                   and as_of = :asOf
                                """))
                .bind("asOf", asOf)
                .execute();
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into decay_fit (version_id, environment, metric, range, as_of, status,
                            rate, crossing_at, body)
                        values (:versionId, :environment, :metric, :range, :asOf, :status,
                            :rate, :crossingAt, cast(:body as jsonb))
                        """);
        for (DecayFit fit : fits) {
            in(batch)
                    .bind("metric", fit.metric())
                    .bind("range", fit.range())
                    .bind("asOf", asOf)
                    .bind("status", fit.status().name())
                    .bind("rate", fit.ratePerDay())
                    .bind("crossingAt", fit.crossingIfAny().map(DecayFit.Crossing::at).orElse(null))
                    .bind("body", DecayFitJson.write(fit).toString())
                    .add();
        }
        executeIfAny(batch);
    }

    private PreparedBatch in(PreparedBatch batch, Window window) {
        return in(batch).bind("start", window.start()).bind("end", window.end());
    }

    private <S extends SqlStatement<S>> S in(S statement) {
        return statement
                .bind("versionId", scope.versionId())
                .bind("environment", scope.environment());
    }

    private static void executeIfAny(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }
}
