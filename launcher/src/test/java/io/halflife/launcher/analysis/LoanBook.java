// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Models with a reference and hours of predictions whose outcome is known, put straight into the
 * database. Every figure follows from its place: two books of one size are equal. Inputs move from
 * hour {@link #SHIFT_HOUR} on.
 *
 * @param models each has one version, whose number is that of its model and of its reference
 * @param rows of an hour of a model
 */
record LoanBook(int models, int features, int referenceRows, int hours, int rows) {

    static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    static final int SHIFT_HOUR = 12;
    private static final String POLICY =
            "{\"window\":{\"kind\":\"duration\",\"length\":\"PT1H\"},\"grace\":\"PT1H\"}";

    /** A clock at which this many hours are closed, and no more. */
    static Instant afterHours(int hours) {
        return START.plus(Duration.ofHours(hours + 1L));
    }

    static String name(int model) {
        return "loans-" + model;
    }

    /** Into an empty database. */
    void store(StorageSettings settings) {
        try (Storage storage = Storage.open(settings)) {
            for (int model = 1; model <= models; model++) {
                store(storage, model);
            }
            storage.jdbi().useHandle(handle -> handle.execute("vacuum analyze"));
        }
    }

    private void store(Storage storage, int number) {
        RegisteredModel model =
                storage.models()
                        .create(name(number), RegisteredModel.Origin.LIVE, "{}")
                        .orElseThrow();
        RegisteredVersion version =
                storage.models()
                        .register(model.modelId(), definition(new ModelVersion(name(number), "1")))
                        .orElseThrow();
        long reference = storage.references().collecting(version.versionId()).orElseThrow();
        if (model.modelId() != number || version.versionId() != number || reference != number) {
            throw new IllegalStateException("the database was not empty");
        }
        storage.policies().append(model.modelId(), POLICY, "test", -1);
        storage.jdbi().useHandle(handle -> store(handle, number));
        if (storage.references().freeze(version.versionId()).isEmpty()) {
            throw new IllegalStateException("the reference was not frozen");
        }
        storage.models().noteEnvironment(version.versionId(), "production");
    }

    private VersionDefinition definition(ModelVersion id) {
        List<Feature> inputs =
                IntStream.range(0, features)
                        .mapToObj(
                                i ->
                                        new Feature(
                                                "f" + i,
                                                "double",
                                                FeatureKind.NUMERIC,
                                                true,
                                                List.of()))
                        .toList();
        OutputSpec output =
                new OutputSpec(Task.BINARY_CLASSIFICATION, "bad", List.of("good", "bad"), 0.5);
        return new VersionDefinition(
                id,
                new Signature(inputs, false),
                output,
                "",
                VersionDefinition.TrainingData.UNKNOWN,
                "{}");
    }

    private void store(Handle handle, int number) {
        handle.execute("set statement_timeout = '10min'");
        handle.execute(
                """
                insert into reference_row (reference_id, prediction_id, event_time,
                    numeric_features, categorical_features, predicted_class, score, actual_class,
                    non_finite, content_hash)
                select %1$d, md5('r%1$d/' || g)::uuid, timestamptz '2024-02-01Z' + g * interval '1 s',
                       %2$s, '{}', %3$s, %4$s, %5$s, 0, 0
                  from generate_series(1, %6$d) g
                """
                        .formatted(number, inputs("0"), PREDICTED, SCORE, ACTUAL, referenceRows));
        handle.createQuery("select 1 from halflife_ensure_partitions(:at)")
                .bind("at", START)
                .mapTo(Integer.class)
                .list();
        handle.execute(
                """
                insert into prediction (model_id, event_time, prediction_id, version_id, environment,
                    numeric_features, categorical_features, predicted_class, score, non_finite,
                    content_hash, received_at, available_at)
                select %1$d, t, md5('p%1$d/' || g)::uuid, %1$d, 'production', %2$s, '{}', %3$s,
                       %4$s, 0, 0, t, t
                  from (%5$s) calls
                """
                        .formatted(
                                number,
                                inputs("case when h >= " + SHIFT_HOUR + " then 0.6 else 0 end"),
                                PREDICTED,
                                SCORE,
                                calls()));
        handle.execute(
                """
                insert into ground_truth (model_id, event_time, prediction_id, revision, actual_class,
                    observed_at, content_hash, received_at, available_at)
                select %1$d, t, md5('p%1$d/' || g)::uuid, 1, %2$s, t, 0, t, t
                  from (%3$s) calls
                """
                        .formatted(number, ACTUAL, calls()));
    }

    /** Row number, hour and time of each prediction. */
    private String calls() {
        return "select g, h, timestamptz '"
                + START
                + "' + h * interval '1 hour' + i * interval '1 hour' / "
                + (rows + 1)
                + " as t from (select h * "
                + rows
                + " + i as g, h, i from generate_series(0, "
                + (hours - 1)
                + ") h, generate_series(1, "
                + rows
                + ") i) numbers";
    }

    private static final String SCORE = "(((g * 37) % 100) / 100.0)::float8";
    private static final String PREDICTED =
            "case when (g * 37) % 100 >= 50 then 'bad' else 'good' end";
    private static final String ACTUAL =
            "case when (g * 37 + abs(hashint8(g)) % 60) % 100 >= 50 then 'bad' else 'good' end";

    /** Sums of two uniform values, moved by an expression. */
    private String inputs(String shift) {
        return "(select array_agg(hashint8(g * 131 + f) / 2147483648.0::float8"
                + " + hashint8(g * 137 + f + 7) / 2147483648.0::float8 + "
                + shift
                + " order by f) from generate_series(1, "
                + features
                + ") f)";
    }
}
