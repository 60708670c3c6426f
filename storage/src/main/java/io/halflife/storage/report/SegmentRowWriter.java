// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.analysis.SegmentReport;
import io.halflife.monitor.analysis.SegmentsReport;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.window.Window;
import io.halflife.storage.results.SummaryColumns;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.segment.SegmentRows;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Segments and what was found out about them as rows; what is stored of a window is replaced. */
final class SegmentRowWriter {

    private static final String OF_COLUMN =
            """
             where segment_id = :segmentId and window_start = :start and window_end = :end
               and role = :role and name = :name
            """;

    private static final String PROFILE =
            """
            insert into segment_profile (segment_id, window_start, window_end, role, name, label,
                kind, n, missing, non_finite, mean, std, min, q25, median, q75, max, profile,
                outline)
            values (:segmentId, :start, :end, :role, :name, :label, :kind, :n, :missing,
                :nonFinite, :mean, :std, :min, :q25, :median, :q75, :max, :profile, :outline)
            on conflict (segment_id, window_start, window_end, role, name)
            do update set label = excluded.label, kind = excluded.kind, n = excluded.n,
                missing = excluded.missing, non_finite = excluded.non_finite, mean = excluded.mean,
                std = excluded.std, min = excluded.min, q25 = excluded.q25,
                median = excluded.median, q75 = excluded.q75, max = excluded.max,
                profile = excluded.profile, outline = excluded.outline
            """;

    private static final String VERDICT =
            """
            insert into segment_verdict (segment_id, window_start, window_end, role, name, test,
                label, is_primary, reference_id, n_reference, n, missing, statistic, p,
                p_asymptotic, log10_p, p_adjusted, effect, drift_detected, verdict, alarm_state,
                reason, detail, new_categories, reference_start, reference_end)
            values (:segmentId, :start, :end, :role, :name, :test, :label, :primary, :referenceId,
                :nReference, :n, :missing, :statistic, :p, :pAsymptotic, :log10P, :pAdjusted,
                :effect, :driftDetected, :verdict, :alarmState, :reason, cast(:detail as jsonb),
                :newCategories, :referenceStart, :referenceEnd)
            """;

    private static final String PERFORMANCE =
            """
            insert into segment_performance (segment_id, window_start, window_end, metric,
                estimated, label, n, labelled, value, low, high, se, successes, trials, mature,
                first_event, last_event)
            values (:segmentId, :start, :end, :metric, :estimated, :label, :n, :labelled, :value,
                :low, :high, :se, :successes, :trials, :mature, :firstEvent, :lastEvent)
            on conflict (segment_id, window_start, window_end, metric, estimated)
            do update set label = excluded.label, n = excluded.n, labelled = excluded.labelled,
                value = excluded.value, low = excluded.low, high = excluded.high,
                se = excluded.se, successes = excluded.successes, trials = excluded.trials,
                mature = excluded.mature, first_event = excluded.first_event,
                last_event = excluded.last_event
            """;

    private static final List<String> TABLES =
            List.of("segment_profile", "segment_verdict", "segment_performance");

    private final Handle handle;
    private final VersionScope scope;

    SegmentRowWriter(Handle handle, VersionScope scope) {
        this.handle = handle;
        this.scope = scope;
    }

    void write(SegmentsReport report) {
        report.readWhole().forEach(this::delete);
        for (SegmentReport segment : report.segments()) {
            int id = idOf(segment.segment());
            writeProfiles(id, segment.profiles());
            replace(id, segment.verdicts());
            restate(id, segment.restated());
            writePerformance(id, segment.performance());
        }
    }

    /** A window that was read whole may have other segments than before. */
    private void delete(Window window) {
        for (String table : TABLES) {
            handle.createUpdate(
                            """
                            delete from %s where window_start = :start and window_end = :end
                               and segment_id in (select id from segment
                                  where version_id = :versionId and environment = :environment)
                            """
                                    .formatted(table))
                    .bind("versionId", scope.versionId())
                    .bind("environment", scope.environment())
                    .bind("start", window.start())
                    .bind("end", window.end())
                    .execute();
        }
    }

    private int idOf(Segment segment) {
        String of =
                """
                 where version_id = :versionId and environment = :environment
                   and source = :source and name = :segmentName and kind = :segmentKind
                   and value = :segmentValue
                """;
        String sql =
                """
                with made as (
                  insert into segment (version_id, environment, source, name, kind, value)
                  select :versionId, :environment, :source, :segmentName, :segmentKind,
                         :segmentValue
                   where not exists (select from segment %s)
                  returning id)
                select id from made union all select id from segment %s
                """
                        .formatted(of, of);
        return SegmentRows.bind(handle.createQuery(sql), segment)
                .bind("versionId", scope.versionId())
                .bind("environment", scope.environment())
                .mapTo(Integer.class)
                .one();
    }

    private void writeProfiles(int id, List<WindowProfile> profiles) {
        PreparedBatch batch = handle.prepareBatch(PROFILE);
        for (WindowProfile profile : profiles) {
            in(batch, id, profile.window()).bind("label", profile.label());
            SummaryColumns.bind(batch, profile.profile(), profile.summary()).add();
        }
        executeIfAny(batch);
    }

    private void replace(int id, List<DriftResult> verdicts) {
        Set<Key> keys = new LinkedHashSet<>();
        verdicts.forEach(verdict -> keys.add(new Key(verdict.window(), verdict.column())));
        PreparedBatch deletes = handle.prepareBatch("delete from segment_verdict" + OF_COLUMN);
        keys.forEach(key -> in(deletes, id, key.window, key.column).add());
        executeIfAny(deletes);
        PreparedBatch inserts = handle.prepareBatch(VERDICT);
        for (DriftResult verdict : verdicts) {
            in(inserts, id, verdict.window(), verdict.column());
            VerdictWriter.bindFigures(VerdictWriter.bindWords(inserts, verdict), verdict).add();
        }
        executeIfAny(inserts);
    }

    private void restate(int id, List<DriftResult> verdicts) {
        PreparedBatch batch =
                handle.prepareBatch(
                        "update segment_verdict set alarm_state = :alarmState"
                                + OF_COLUMN
                                + " and is_primary");
        for (DriftResult verdict : verdicts) {
            in(batch, id, verdict.window(), verdict.column())
                    .bind("alarmState", verdict.alarmState().name())
                    .add();
        }
        executeIfAny(batch);
    }

    private void writePerformance(int id, List<PerformanceValue> values) {
        PreparedBatch batch = handle.prepareBatch(PERFORMANCE);
        values.forEach(v -> ResultRowWriter.bind(in(batch, id, v.window()), v).add());
        executeIfAny(batch);
    }

    private static PreparedBatch in(PreparedBatch batch, int id, Window window) {
        return batch.bind("segmentId", id).bind("start", window.start()).bind("end", window.end());
    }

    private static PreparedBatch in(PreparedBatch batch, int id, Window window, Column column) {
        return in(batch, id, window).bind("role", column.role().name()).bind("name", column.name());
    }

    private static void executeIfAny(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private record Key(Window window, Column column) {}
}
