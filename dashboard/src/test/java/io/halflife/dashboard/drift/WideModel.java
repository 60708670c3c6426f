// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.outline.Outline;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.Storage;
import io.halflife.storage.results.SummaryColumns;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * A model with 200 numeric features and 90 judged days, their effects at random: what the drift
 * page must bear. {@code feature_7} has missing values, every 20th feature is in alarm.
 */
public final class WideModel {

    public static final String NAME = "wide";
    public static final int FEATURES = 200;
    public static final int DAYS = 90;
    static final String LAST_DAY = "2026-03-31";

    private static final String VERDICTS =
            """
            insert into drift_verdict (version_id, environment, window_start, window_end, role, name,
              test, label, is_primary, reference_id, n_reference, n, missing, statistic, p,
              p_adjusted, effect, drift_detected, verdict, alarm_state, reason, detail,
              new_categories)
            select :version, 'production', day, day + interval '1 day', 'FEATURE', 'feature_' || f,
                   test, to_char(day, 'YYYY-MM-DD'), test = 'ks', :reference, 5000, 1000,
                   case when f = 7 then 30 else 0 end, random() / 10, 0.01,
                   case when test = 'ks' then 0.02 end,
                   case when test = 'ks' then 0.02 + 0.05 * random() + case when f % 20 = 0 then 0.2
                        else 0 end end,
                   test = 'missing_rate' and f = 7,
                   case when test = 'ks' then case when f % 20 = 0 then 'DRIFTED' else 'STABLE' end
                        end,
                   case when test = 'ks' then case when f % 20 = 0 then 'ALARM' else 'CLEAR' end end,
                   'stable: ks ' || round(random()::numeric, 4) || ' with adjusted p '
                        || round(random()::numeric, 4) || ' above q 0.05 (1,000 values against 5,000'
                        || ' of the reference)',
                   '{"location": 0.5}', '{}'
              from generate_series(timestamptz '2026-01-01Z', '2026-03-31Z', '1 day') day,
                   generate_series(1, :features) f,
                   unnest(array['ks', 'psi', 'missing_rate', 'wasserstein']) test
            """;

    private WideModel() {}

    public static void plant(Storage storage) {
        storage.jdbi().useTransaction(WideModel::plant);
    }

    private static void plant(Handle handle) {
        handle.execute("set local time zone 'UTC'");
        handle.execute("select setseed(0.5)");
        int version =
                handle.createQuery(
                                """
                                with m as (insert into model (name) values (:name) returning id)
                                insert into model_version (model_id, version, task, signature)
                                select id, '1', 'regression', '{"inputs":[],"inferred":false}' from m
                                returning id
                                """)
                        .bind("name", NAME)
                        .mapTo(Integer.class)
                        .one();
        long reference =
                handle.createQuery(
                                """
                                insert into reference_version (version_id, kind)
                                values (:version, 'rows') returning id
                                """)
                        .bind("version", version)
                        .mapTo(Long.class)
                        .one();
        handle.createUpdate(VERDICTS)
                .bind("version", version)
                .bind("reference", reference)
                .bind("features", FEATURES)
                .execute();
        plantRun(handle, version, reference);
        plantProfiles(handle, version, reference);
    }

    private static void plantRun(Handle handle, int version, long reference) {
        handle.createUpdate(
                        """
                        insert into analysis_run (version_id, environment, as_of, reference_id,
                          policy_revision, watermark, windows, row_count, decision, decision_reason,
                          forecast_streak, dataset_drift, started_at)
                        values (:version, 'production', '2026-04-01T01:00Z', :reference, 0, now(),
                          90, 90000, 'NONE', '', 0, false, now())
                        """)
                .bind("version", version)
                .bind("reference", reference)
                .execute();
    }

    private static void plantProfiles(Handle handle, int version, long reference) {
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
                        values (:version, 'production', '2026-03-31Z', '2026-04-01Z', '2026-03-31',
                          :role, :name, :kind, :n, :missing, :nonFinite, :mean, :std, :min, :q25,
                          :median, :q75, :max, :profile, :outline)
                        """);
        Random random = new Random(9);
        for (int f = 1; f <= FEATURES; f++) {
            Column column = Column.feature("feature_" + f);
            FeatureProfile before = normal(column, random, 5_000, 0);
            FeatureProfile now = normal(column, random, 1_000, f % 20 == 0 ? 0.8 : 0);
            references.bind("reference", reference);
            SummaryColumns.bind(references, before, before.summary()).add();
            windows.bind("version", version);
            SummaryColumns.bind(windows, now, now.summary()).add();
        }
        references.execute();
        windows.execute();
    }

    private static FeatureProfile normal(Column column, Random random, int n, double mean) {
        double[] values = random.doubles(n).map(u -> mean + random.nextGaussian()).toArray();
        FeatureProfile profile = FeatureProfile.ofNumeric(column, values, 0, n, 0);
        if (Outline.of(profile).isExact()) {
            throw new IllegalStateException("too small to need an outline: " + profile);
        }
        return profile;
    }
}
