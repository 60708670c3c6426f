// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.plant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.json.DecayFitJson;
import io.halflife.storage.json.Json;
import io.halflife.storage.results.SummaryColumns;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Writes what collector and analyzer would have written. Every twentieth feature is in alarm, the
 * one after it on watch; accuracy falls.
 */
public final class Plant {

    private static final long SEED = 20_260_331L;
    private static final int REFERENCE_ROWS = 5000;
    private static final Instant LAST = Instant.parse("2026-03-31T00:00:00Z");

    private final Handle handle;
    private final PlantedModel model;
    private int modelId;
    private int versionId;
    private long referenceId;

    private Plant(Handle handle, PlantedModel model) {
        this.handle = handle;
        this.model = model;
    }

    /** Writes one model in one transaction. */
    public static void model(Jdbi jdbi, PlantedModel model) {
        jdbi.useTransaction(
                handle -> {
                    handle.execute("set local time zone 'UTC'");
                    new Plant(handle, model).everything();
                });
    }

    /** A model without a version. */
    public static void empty(Jdbi jdbi, String name) {
        jdbi.useHandle(h -> h.execute("insert into model (name) values (?)", name));
    }

    /** Models {@code fleet-0001} and so on of four teams, each with five columns and a month. */
    public static void fleet(Jdbi jdbi, int models) {
        jdbi.useTransaction(
                handle -> {
                    handle.execute("set local time zone 'UTC'");
                    handle.createScript(FleetScript.of(models)).execute();
                });
        jdbi.useHandle(handle -> handle.execute("analyze"));
    }

    private void everything() {
        register();
        reference();
        verdicts();
        profiles();
        performance();
        run();
        serving();
        people();
    }

    private void register() {
        modelId =
                one(
                        """
                        insert into model (name, origin, description, tags)
                        values (:name, 'replay', :words, cast(:tags as jsonb)) returning id
                        """);
        versionId =
                one(
                        """
                        insert into model_version (model_id, version, task, positive_label, classes,
                          signature, source, training_end)
                        values (:model, :version, 'binary_classification', :words,
                          array['no', :words], cast(:signature as jsonb), cast(:tags as jsonb),
                          '2025-06-01Z') returning id
                        """);
        update("insert into version_environment values (:versionId, 'production')");
        update(
                """
                insert into deployment (model_id, version_id, environment, action, occurred_at, actor,
                  alias)
                values (:model, :versionId, 'production', 'deployed', '2026-01-15Z', :words, :words)
                """);
    }

    private void reference() {
        referenceId =
                one(
                        """
                        insert into reference_version (version_id, kind)
                        values (:versionId, 'rows') returning id
                        """);
        update(
                """
                insert into reference_event (reference_id, state, row_count)
                values (:reference, 'COLLECTING', 0), (:reference, 'FROZEN', 5000)
                """);
        update(
                """
                insert into reference_span (reference_id, row_count, first_event, last_event)
                values (:reference, 5000, '2025-10-01Z', '2025-12-31Z')
                """);
        update(
                """
                insert into reference_performance (reference_id, metric, n, labelled, value, low, high,
                  successes, trials)
                values (:reference, 'accuracy', 5000, 5000, 0.95, 0.94, 0.96, 4750, 5000)
                """);
    }

    private void verdicts() {
        update(
                """
                insert into drift_verdict (version_id, environment, window_start, window_end, role,
                  name, test, label, is_primary, reference_id, n_reference, n, missing, statistic, p,
                  p_adjusted, effect, drift_detected, verdict, alarm_state, reason, detail,
                  new_categories)
                select :versionId, 'production', day, day + interval '1 day', 'FEATURE', f.name,
                       test, to_char(day, 'YYYY-MM-DD'), test <> 'psi10', :reference, 5000,
                       :rows, case when :rows > 10 then :rows / 100 else 0 end,
                       0.05 + 0.01 * (f.i % 20), 0.04, 0.04, 0.05 + 0.02 * (f.i % 10),
                       f.i % 20 = 1,
                       case when test = 'psi10' then null when :rows < 30 then 'INCONCLUSIVE'
                            when f.i % 20 = 1 then 'DRIFTED' else 'STABLE' end,
                       case when test = 'psi10' then null when :rows < 30 then 'CLEAR'
                            when d < 10 and f.i % 20 = 1 then 'ALARM'
                            when d < 10 and f.i % 20 = 2 then 'WATCH' else 'CLEAR' end,
                       case when test = 'psi10' then '' else :words end, '{}',
                       case when test = 'chi_square' and d < 3 then array[:words, 'new'] else '{}' end
                  from unnest(cast(:features as text[])) with ordinality f(name, i),
                       generate_series(0, :days - 1) d,
                       lateral (select timestamptz '2026-03-31Z' - d * interval '1 day' as day) w,
                       lateral (select unnest(case when f.i = 2 then array['chi_square']
                                              else array['ks', 'psi10'] end) as test) t
                 where d < :windows or f.i <= 20
                """);
    }

    private void profiles() {
        Random random = new Random(SEED);
        PreparedBatch references =
                handle.prepareBatch(
                        """
                        insert into reference_profile (reference_id, role, name, kind, n, missing,
                          non_finite, mean, std, min, q25, median, q75, max, profile, outline)
                        values (:reference, :role, :name, :kind, :n, :missing, :nonFinite, :mean,
                          :std, :min, :q25, :median, :q75, :max, :profile, :outline)
                        """);
        PreparedBatch windows =
                handle.prepareBatch(
                        """
                        insert into feature_profile (version_id, environment, window_start,
                          window_end, label, role, name, kind, n, missing, non_finite, mean, std,
                          min, q25, median, q75, max, profile, outline)
                        select :version, 'production', day, day + interval '1 day',
                          to_char(day, 'YYYY-MM-DD'),
                          :role, :name, :kind, :n, :missing, :nonFinite, :mean + d / 300.0, :std,
                          :min, :q25 + d / 300.0, :median + d / 300.0, :q75 + d / 300.0, :max,
                          :profile, :outline
                          from generate_series(0, :windows - 1) d,
                               lateral (select timestamptz '2026-03-31Z' - d * interval '1 day'
                                          as day) w
                        """);
        for (int i = 0; i < model.features().size(); i++) {
            Column column = Column.feature(model.features().get(i));
            boolean drifts = i % 20 == 0;
            FeatureProfile before = profile(column, i, REFERENCE_ROWS, 0, random);
            FeatureProfile now = profile(column, i, model.rows(), drifts ? 0.8 : 0, random);
            references.bind("reference", referenceId);
            SummaryColumns.bind(references, before, before.summary()).add();
            windows.bind("version", versionId).bind("windows", model.windows());
            SummaryColumns.bind(windows, now, now.summary()).add();
        }
        references.execute();
        windows.execute();
    }

    private FeatureProfile profile(
            Column column, int index, int rows, double shift, Random random) {
        if (index == 1) {
            Map<String, Long> counts = new TreeMap<>();
            OddNames.ALL.forEach(name -> counts.put(name, 1L + rows / 5));
            counts.put(shift == 0 ? "red" : "blue", 1L + rows / 5);
            return FeatureProfile.ofCategories(column, counts, 0);
        }
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = Math.round(100 * (shift + random.nextGaussian())) / 100.0;
        }
        return FeatureProfile.ofNumeric(column, values, 0, rows, 0);
    }

    private void performance() {
        update(
                """
                insert into performance_window (version_id, environment, window_start, window_end,
                  metric, estimated, label, n, labelled, value, low, high, se, successes, trials,
                  mature, first_event, last_event)
                select :versionId, 'production', day, day + interval '1 day', metric, estimated,
                       to_char(day, 'YYYY-MM-DD'), :rows, :rows,
                       0.85 + 0.001 * least(d, 100), 0.83 + 0.001 * least(d, 100),
                       0.87 + 0.001 * least(d, 100), 0.01, -1, -1, :rows >= 30, day,
                       day + interval '1 day'
                  from generate_series(0, :days - 1) d,
                       lateral (select timestamptz '2026-03-31Z' - d * interval '1 day' as day) w,
                       unnest(array['accuracy', 'roc_auc', 'f1', 'brier']) metric,
                       unnest(array[false, true]) estimated
                """);
        DecayFit fit = fit();
        handle.createUpdate(
                        """
                        insert into decay_fit (version_id, environment, metric, range, as_of, status,
                          rate, body)
                        values (:version, 'production', 'accuracy', 'all', '2026-04-01 01:00Z', 'OK',
                          :rate, cast(:body as jsonb))
                        """)
                .bind("version", versionId)
                .bind("rate", fit.ratePerDay())
                .bind("body", DecayFitJson.write(fit).toString())
                .execute();
    }

    private DecayFit fit() {
        Instant start = LAST.minusSeconds(86_400L * model.windows());
        return new DecayFit(
                "accuracy",
                "all",
                DecayFit.Status.OK,
                "",
                model.windows(),
                start,
                0.94,
                0.001,
                new DecayFit.Interval(0.0009, 0.0011),
                new DecayFit.Interval(630, 770),
                1.5,
                0.0001,
                new DecayFit.Crossing(
                        0.9025,
                        LAST.plusSeconds(86_400L * 20),
                        LAST.plusSeconds(86_400L * 9),
                        null),
                new DecayFit.LeastSquares(0.94, 0.001, 0.001, start),
                new DecayFit.Origin(start, 0.94),
                null,
                new DecayFit.Band(0, 0.0004, 0.000002, 3e-8));
    }

    private void run() {
        update(
                """
                insert into analysis_run (version_id, environment, as_of, reference_id,
                  policy_revision, watermark, windows, row_count, decision, decision_reason,
                  forecast_streak, dataset_drift, started_at)
                values (:versionId, 'production', '2026-04-01 01:00Z', :reference, 1, now(), :days,
                  :rows, 'NONE', :words, 0, false, now())
                """);
        update(
                """
                insert into policy_revision (model_id, revision, body, writer)
                values (:model, 1, '{"slos":[{"kind":"latency","objective":0.99,"threshold":"PT0.2S"},
                  {"kind":"availability","objective":0.999}],"segments":["tag:region"]}', :words)
                """);
        update(
                """
                insert into retraining_event (request_id, model_id, version_id, environment, state,
                  reason, as_of, expires_at, summary, evidence, writer)
                values ('rtr_' || md5(:name), :model, :versionId, 'production', 'REQUESTED', 'decay',
                  '2026-04-01 01:00Z', now() + interval '20 hours', :words,
                  '{"value":0.85,"threshold":0.9}', 'analyzer')
                """);
    }

    private void serving() {
        update(
                """
                insert into latency_delta (version_id, environment, minute, bucket, n, total,
                  sum_seconds, min_seconds, max_seconds)
                select :versionId, 'production', timestamptz '2026-03-31Z' - i * interval '10 minutes',
                       array[100, 200]::int2[], array[90, 10], 100, 1, 0.01, 0.2
                  from generate_series(-100, 300) i
                """);
        update(
                """
                insert into schema_drift (version_id, environment, day, name, n)
                values (:versionId, 'production', '2026-03-31', :words, 7)
                """);
        update("select halflife_ensure_reject_partition(now())");
        update(
                """
                insert into ingest_reject (door, model, item_sha, code, pointer, detail, excerpt)
                values ('predictions', :name, '', 'required', '/features/' || :words,
                  'is missing', :words)
                """);
    }

    private void people() {
        for (String value : OddNames.ALL) {
            int segment =
                    handle.createQuery(
                                    """
                                    insert into segment (version_id, environment, source, name, kind,
                                      value)
                                    values (:version, 'production', 'tag', 'region', 'value', :value)
                                    returning id
                                    """)
                            .bind("version", versionId)
                            .bind("value", value)
                            .mapTo(Integer.class)
                            .one();
            handle.createUpdate(
                            """
                            insert into segment_verdict
                            select :segment, window_start, window_end, role, name, test, label,
                                   is_primary, reference_id, n_reference, n, missing, statistic, p,
                                   p_asymptotic, log10_p, p_adjusted, effect, drift_detected, verdict,
                                   alarm_state, reason, detail, new_categories, null, null
                              from drift_verdict
                             where version_id = :version and window_start = '2026-03-31Z'
                            """)
                    .bind("segment", segment)
                    .bind("version", versionId)
                    .execute();
        }
    }

    private int one(String sql) {
        return bound(handle.createQuery(sql)).mapTo(Integer.class).one();
    }

    private void update(String sql) {
        if (sql.startsWith("select")) {
            handle.execute(sql);
        } else {
            bound(handle.createUpdate(sql)).execute();
        }
    }

    private <S extends SqlStatement<S>> S bound(S statement) {
        statement
                .bind("name", model.name())
                .bind("version", model.version())
                .bind("words", model.words())
                .bind("tags", Json.object().put("team", model.words()).toString())
                .bind("signature", signature())
                .bind("model", modelId)
                .bind("versionId", versionId)
                .bind("reference", referenceId)
                .bind("rows", model.rows())
                .bind("windows", model.windows())
                .bind("days", model.windows() + model.older())
                .bindArray("features", String.class, model.features().toArray());
        return statement;
    }

    private String signature() {
        ObjectNode json = Json.object();
        ArrayNode inputs = json.putArray("inputs");
        for (int i = 0; i < model.features().size(); i++) {
            boolean named = i == 1;
            inputs.addObject()
                    .put("name", model.features().get(i))
                    .put("type", named ? "string" : "double")
                    .put("feature_type", named ? "categorical" : "numeric")
                    .put("required", false);
        }
        return json.put("inferred", false).toString();
    }
}
