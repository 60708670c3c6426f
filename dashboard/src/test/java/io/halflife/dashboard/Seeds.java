// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.storage.Storage;
import io.halflife.storage.json.DecayFitJson;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * A replayed model as the analyzer leaves it: five monthly windows of 1997, {@code nswprice} in
 * alarm from March on, {@code day} steady, accuracy falling, one open request. Beside it a model
 * that only has a name.
 */
public final class Seeds {

    public static final String MODEL = "elec2-logreg";
    public static final String BARE_MODEL = "untouched";
    public static final String REQUEST_ID = "rtr_00000000000000000000000000000001";
    public static final Instant AS_OF = Instant.parse("1997-06-01T01:00:00Z");
    public static final int MONTHS = 5;

    private static final String SIGNATURE =
            """
            {"inputs":[{"name":"nswprice","type":"double","feature_type":"numeric","required":false},
                       {"name":"day","type":"string","feature_type":"categorical","required":false}],
             "inferred":false}
            """;

    private final Handle handle;
    private int modelId;
    private int versionId;
    private long referenceId;

    private Seeds(Handle handle) {
        this.handle = handle;
    }

    /** Into an empty database. */
    public static void plant(Storage storage) {
        storage.jdbi().useTransaction(handle -> new Seeds(handle).plantAll());
    }

    private void plantAll() {
        modelId =
                id(
                        "insert into model (name, origin) values ('"
                                + MODEL
                                + "', 'replay') returning id");
        handle.execute("insert into model (name) values ('" + BARE_MODEL + "')");
        versionId =
                handle.createQuery(
                                """
                                insert into model_version (model_id, version, task, positive_label,
                                  classes, signature, training_end)
                                values (:model, '1', 'binary_classification', 'UP',
                                  array['DOWN','UP'], cast(:signature as jsonb), '1996-07-01Z')
                                returning id
                                """)
                        .bind("model", modelId)
                        .bind("signature", SIGNATURE)
                        .mapTo(Integer.class)
                        .one();
        plantDeployment();
        plantReference();
        for (int month = 1; month <= MONTHS; month++) {
            plantVerdicts(month);
            plantProfile(month);
            plantPerformance(month);
        }
        plantRun();
        plantRequest();
    }

    private int id(String sql) {
        return handle.createQuery(sql).mapTo(Integer.class).one();
    }

    private void plantDeployment() {
        update("insert into version_environment values (:version, 'production')").execute();
        update(
                        """
                        insert into deployment (model_id, version_id, environment, action, occurred_at)
                        values (:model, :version, 'production', 'deployed', '1997-01-01Z')
                        """)
                .execute();
    }

    private void plantReference() {
        referenceId =
                update("insert into reference_version (version_id, kind) values (:version, 'rows')")
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one();
        update(
                        """
                        insert into reference_event (reference_id, state, row_count)
                        values (:reference, 'COLLECTING', 0), (:reference, 'FROZEN', 2928)
                        """)
                .execute();
        update(
                        """
                        insert into reference_span (reference_id, row_count, first_event, last_event)
                        values (:reference, 2928, '1996-11-01Z', '1996-12-31Z')
                        """)
                .execute();
        update(
                        """
                        insert into reference_performance (reference_id, metric, n, labelled, value,
                          low, high, successes, trials)
                        values (:reference, 'accuracy', 2928, 2928, 0.875, 0.8625, 0.8875, 2562, 2928)
                        """)
                .execute();
    }

    private void plantVerdicts(int month) {
        boolean alarm = month >= 3;
        plantVerdict(month, "nswprice", "ks", true, alarm ? "ALARM" : "CLEAR");
        plantVerdict(month, "nswprice", "psi10", false, null);
        plantVerdict(month, "day", "chi_square", true, "CLEAR");
    }

    private void plantVerdict(
            int month, String name, String test, boolean primary, String alarmState) {
        inWindow(
                        month,
                        """
                        insert into drift_verdict (version_id, environment, window_start, window_end,
                          role, name, test, label, is_primary, reference_id, n_reference, n, missing,
                          statistic, p, p_adjusted, effect, drift_detected, verdict, alarm_state,
                          reason, detail, new_categories)
                        values (:version, 'production', :start, :end, 'FEATURE', :name, :test, :label,
                          :primary, :reference, 2928, 1488, 0, 0.19, 0.0001, :adjusted, :effect, true,
                          :verdict, :state, :reason, '{}', '{}')
                        """)
                .bind("name", name)
                .bind("test", test)
                .bind("primary", primary)
                .bind("adjusted", primary ? 0.0002 : Double.NaN)
                .bind("effect", primary ? 0.19 : Double.NaN)
                .bind("verdict", verdictOf(alarmState))
                .bind("state", alarmState)
                .bind("reason", primary ? "the judgement in words" : "")
                .execute();
    }

    private static String verdictOf(String alarmState) {
        return alarmState == null ? null : alarmState.equals("ALARM") ? "DRIFTED" : "STABLE";
    }

    private void plantProfile(int month) {
        inWindow(
                        month,
                        """
                        insert into feature_profile (version_id, environment, window_start, window_end,
                          role, name, label, kind, n, missing, non_finite, mean, std, min, q25, median,
                          q75, max, profile)
                        values (:version, 'production', :start, :end, 'FEATURE', 'nswprice', :label,
                          'numeric', 1488, 2, 0, 0.0625, 0.03125, 0.0, 0.03, 0.05, 0.07, 0.5, '')
                        """)
                .execute();
    }

    private void plantPerformance(int month) {
        inWindow(
                        month,
                        """
                        insert into performance_window (version_id, environment, window_start,
                          window_end, metric, estimated, label, n, labelled, value, low, high,
                          successes, trials, mature, first_event, last_event)
                        values (:version, 'production', :start, :end, 'accuracy', false, :label, 1488,
                          1480, :value, :value - 0.02, :value + 0.02, 1200, 1480, true, :start, :start)
                        """)
                .bind("value", 0.875 - 0.015625 * month)
                .execute();
    }

    private void plantRun() {
        update(
                        """
                        insert into analysis_run (version_id, environment, as_of, reference_id,
                          policy_revision, watermark, windows, row_count, decision, decision_reason,
                          forecast_streak, dataset_drift, started_at)
                        values (:version, 'production', :asOf, :reference, 3, now(), 5, 7440,
                          'RETRAIN_NOW', 'accuracy is below its threshold', 0, true, now())
                        """)
                .execute();
        DecayFit fit = fit();
        update(
                        """
                        insert into decay_fit (version_id, environment, metric, range, as_of, status,
                          rate, body)
                        values (:version, 'production', 'accuracy', 'all', :asOf, 'OK', :rate,
                          cast(:body as jsonb))
                        """)
                .bind("rate", fit.ratePerDay())
                .bind("body", DecayFitJson.write(fit).toString())
                .execute();
    }

    private static DecayFit fit() {
        Instant t0 = Instant.parse("1997-01-16T12:00:00Z");
        return new DecayFit(
                "accuracy",
                "all",
                DecayFit.Status.OK,
                "",
                MONTHS,
                t0,
                0.86,
                0.0005,
                new DecayFit.Interval(0.0004, 0.0006),
                new DecayFit.Interval(1155, 1733),
                1.5,
                0.0001,
                new DecayFit.Crossing(0.83125, Instant.parse("1997-03-25T00:00:00Z"), t0, null),
                new DecayFit.LeastSquares(0.86, 0.0005, 0.001, t0),
                new DecayFit.Origin(t0, 0.86),
                null,
                new DecayFit.Band(0, 0.0004, 0.000002, 3e-8));
    }

    private void plantRequest() {
        update(
                        """
                        insert into retraining_event (request_id, model_id, version_id, environment,
                          state, reason, as_of, expires_at, summary, evidence, writer)
                        values (:request, :model, :version, 'production', 'REQUESTED', 'decay', :asOf,
                          now() + interval '24 hours', 'accuracy 0.797 is below 0.831',
                          '{"value":0.797,"threshold":0.831}', 'analyzer')
                        """)
                .bind("request", REQUEST_ID)
                .execute();
    }

    private Update inWindow(int month, String sql) {
        YearMonth label = YearMonth.of(1997, month);
        return update(sql)
                .bind("label", label.toString())
                .bind("start", startOf(label))
                .bind("end", startOf(label.plusMonths(1)));
    }

    private static Instant startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private Update update(String sql) {
        Update update = handle.createUpdate(sql);
        for (String name : List.of("model", "version", "reference", "asOf")) {
            if (sql.contains(":" + name)) {
                update.bind(name, valueOf(name));
            }
        }
        return update;
    }

    private Object valueOf(String name) {
        return switch (name) {
            case "model" -> modelId;
            case "version" -> versionId;
            case "reference" -> referenceId;
            default -> AS_OF;
        };
    }
}
