// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.Json;
import io.halflife.storage.results.VersionScope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Tests and verdicts as rows. The tests of a column in a window stand or fall together: a re-run
 * that makes other tests leaves none of the earlier ones behind.
 */
final class VerdictWriter {

    private static final String OF_COLUMN =
            """
             where version_id = :versionId and environment = :environment
               and window_start = :start and window_end = :end and role = :role and name = :name
            """;

    private final Handle handle;
    private final VersionScope scope;

    VerdictWriter(Handle handle, VersionScope scope) {
        this.handle = handle;
        this.scope = scope;
    }

    void replace(List<DriftResult> verdicts) {
        delete(verdicts);
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into drift_verdict (version_id, environment, window_start, window_end,
                            role, name, test, label, is_primary, reference_id, n_reference, n,
                            missing, statistic, p, p_asymptotic, log10_p, p_adjusted, effect,
                            drift_detected, verdict, alarm_state, reason, detail, new_categories,
                            reference_start, reference_end, muted, excluded)
                        values (:versionId, :environment, :start, :end, :role, :name, :test, :label,
                            :primary, :referenceId, :nReference, :n, :missing, :statistic, :p,
                            :pAsymptotic, :log10P, :pAdjusted, :effect, :driftDetected, :verdict,
                            :alarmState, :reason, cast(:detail as jsonb), :newCategories,
                            :referenceStart, :referenceEnd, :muted, :excluded)
                        """);
        verdicts.forEach(
                v -> bindFigures(bindWords(in(batch, v.window(), v.column()), v), v).add());
        executeIfAny(batch);
    }

    private void delete(List<DriftResult> verdicts) {
        Set<Key> keys = new LinkedHashSet<>();
        verdicts.forEach(verdict -> keys.add(new Key(verdict.window(), verdict.column())));
        PreparedBatch batch = handle.prepareBatch("delete from drift_verdict" + OF_COLUMN);
        keys.forEach(key -> in(batch, key.window, key.column).add());
        executeIfAny(batch);
    }

    /** Only the alarm state and the marks of primary rows become others. */
    void restate(List<DriftResult> verdicts) {
        PreparedBatch batch =
                handle.prepareBatch(
                        "update drift_verdict set alarm_state = :alarmState, muted = :muted,"
                                + " excluded = :excluded"
                                + OF_COLUMN
                                + " and is_primary");
        verdicts.forEach(
                v ->
                        in(batch, v.window(), v.column())
                                .bind("alarmState", v.alarmState().name())
                                .bind("muted", v.marks().muted())
                                .bind("excluded", v.marks().excluded())
                                .add());
        executeIfAny(batch);
    }

    private PreparedBatch in(PreparedBatch batch, Window window, Column column) {
        return batch.bind("versionId", scope.versionId())
                .bind("environment", scope.environment())
                .bind("start", window.start())
                .bind("end", window.end())
                .bind("role", column.role().name())
                .bind("name", column.name());
    }

    static PreparedBatch bindWords(PreparedBatch batch, DriftResult verdict) {
        return batch.bind("test", verdict.test())
                .bind("label", verdict.label())
                .bind("primary", verdict.primary())
                .bind("driftDetected", verdict.driftDetected())
                .bind("verdict", nameOf(verdict.verdict()))
                .bind("alarmState", nameOf(verdict.alarmState()))
                .bind("reason", verdict.reason())
                .bind("muted", verdict.marks().muted())
                .bind("excluded", verdict.marks().excluded())
                .bind("detail", Json.figures(verdict.detail()).toString())
                .bindArray("newCategories", String.class, verdict.newCategories());
    }

    static PreparedBatch bindFigures(PreparedBatch batch, DriftResult verdict) {
        Window compared = verdict.comparedWith();
        return batch.bind("referenceId", verdict.referenceId())
                .bind("referenceStart", compared == null ? null : compared.start())
                .bind("referenceEnd", compared == null ? null : compared.end())
                .bind("nReference", verdict.nReference())
                .bind("n", verdict.n())
                .bind("missing", verdict.missing())
                .bind("statistic", verdict.statistic())
                .bind("p", verdict.p())
                .bind("pAsymptotic", verdict.pAsymptotic())
                .bind("log10P", verdict.log10P())
                .bind("pAdjusted", verdict.pAdjusted())
                .bind("effect", verdict.effect());
    }

    private static String nameOf(Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static void executeIfAny(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private record Key(Window window, Column column) {}
}
