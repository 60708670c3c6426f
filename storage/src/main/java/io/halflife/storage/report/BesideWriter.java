// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.analysis.BesideResult;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.window.Window;
import io.halflife.storage.json.Json;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Comparisons with the windows before as rows; a row of the same key is replaced. */
final class BesideWriter {

    private final Handle handle;
    private final VersionScope scope;

    BesideWriter(Handle handle, VersionScope scope) {
        this.handle = handle;
        this.scope = scope;
    }

    void replace(List<BesideResult> rows) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into drift_beside (version_id, environment, window_start, window_end,
                            comparison, role, name, label, test, reference_start, reference_end,
                            n_reference, n, missing, statistic, p, p_asymptotic, log10_p,
                            p_adjusted, effect, drift_detected, verdict, reason, detail,
                            new_categories)
                        values (:versionId, :environment, :start, :end, :comparison, :role, :name,
                            :label, :test, :referenceStart, :referenceEnd, :nReference, :n,
                            :missing, :statistic, :p, :pAsymptotic, :log10P, :pAdjusted, :effect,
                            :driftDetected, :verdict, :reason, cast(:detail as jsonb),
                            :newCategories)
                        on conflict (version_id, environment, window_start, window_end, comparison,
                            role, name)
                        do update set label = excluded.label, test = excluded.test,
                            reference_start = excluded.reference_start,
                            reference_end = excluded.reference_end,
                            n_reference = excluded.n_reference, n = excluded.n,
                            missing = excluded.missing, statistic = excluded.statistic,
                            p = excluded.p, p_asymptotic = excluded.p_asymptotic,
                            log10_p = excluded.log10_p, p_adjusted = excluded.p_adjusted,
                            effect = excluded.effect, drift_detected = excluded.drift_detected,
                            verdict = excluded.verdict, reason = excluded.reason,
                            detail = excluded.detail, new_categories = excluded.new_categories
                        """);
        for (BesideResult row : rows) {
            bindFigures(bindWords(batch.bind("comparison", row.comparison()), row.result()), row)
                    .add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private PreparedBatch bindWords(PreparedBatch batch, DriftResult result) {
        return batch.bind("versionId", scope.versionId())
                .bind("environment", scope.environment())
                .bind("start", result.window().start())
                .bind("end", result.window().end())
                .bind("role", result.column().role().name())
                .bind("name", result.column().name())
                .bind("label", result.label())
                .bind("test", result.test())
                .bind("verdict", result.verdict().name())
                .bind("reason", result.reason())
                .bind("detail", Json.figures(result.detail()).toString())
                .bindArray("newCategories", String.class, result.newCategories());
    }

    private static PreparedBatch bindFigures(PreparedBatch batch, BesideResult row) {
        DriftResult result = row.result();
        Window compared = result.comparedWith();
        return batch.bind("referenceStart", compared == null ? null : compared.start())
                .bind("referenceEnd", compared == null ? null : compared.end())
                .bind("nReference", result.nReference())
                .bind("n", result.n())
                .bind("missing", result.missing())
                .bind("statistic", result.statistic())
                .bind("p", result.p())
                .bind("pAsymptotic", result.pAsymptotic())
                .bind("log10P", result.log10P())
                .bind("pAdjusted", result.pAdjusted())
                .bind("effect", result.effect())
                .bind("driftDetected", result.driftDetected());
    }
}
