// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Days of predictions of a model with everything that makes a difference to who reads them: missing
 * values, equal event times, late predictions, late labels, further revisions, labels without event
 * time, rows that count as known only later. They arrive when they are written, as in real life.
 * Every figure follows from the seed.
 */
final class SourceStory {

    static final int STEPS = 4;

    private static final long SEED = 20261123;
    private static final Instant DAY_0 = Instant.parse("2024-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int ROWS = 2500;

    private static final String PREDICTION =
            """
            insert into prediction (model_id, event_time, prediction_id, version_id, environment,
              numeric_features, categorical_features, predicted_class, score, value,
              probabilities, non_finite, content_hash, tags, available_at)
            values (:model, :at, :id, :version, 'production', cast(:numeric as float8[]),
              array[cast(:region as text)], :class, :score, :value,
              cast(:probabilities as float8[]), 0, 0, '{"tier":"gold"}', :available)
            """;

    private static final String LABEL =
            """
            insert into ground_truth (model_id, event_time, prediction_id, revision, actual_class,
              actual_value, observed_at, content_hash, available_at)
            values (:model, :at, :id, :revision, :class, :value, :observed, 0, :observed)
            """;

    private static final String WAITING =
            """
            insert into ground_truth_pending (model_id, prediction_id, revision, actual_class,
              actual_value, observed_at, content_hash, available_at)
            values (:model, :id, 3, :class, :value, :observed, 0, :observed)
            """;

    private final Storage storage;
    private final Task task;
    private final RegisteredVersion version;
    private final Random random = new Random(SEED);

    SourceStory(Storage storage, Task task) {
        this.storage = storage;
        this.task = task;
        RegisteredModel model =
                storage.models().create("m", RegisteredModel.Origin.LIVE, "{}").orElseThrow();
        this.version = storage.models().register(model.modelId(), definition(task)).orElseThrow();
        storage.models().noteEnvironment(version.versionId(), "production");
        reference();
    }

    private static VersionDefinition definition(Task task) {
        Signature signature =
                new Signature(
                        List.of(
                                feature("score", FeatureKind.NUMERIC),
                                feature("region", FeatureKind.CATEGORICAL),
                                feature("age", FeatureKind.NUMERIC)),
                        false);
        OutputSpec output =
                switch (task) {
                    case BINARY_CLASSIFICATION -> new OutputSpec(task, "b", List.of("a", "b"), 0.5);
                    case MULTICLASS_CLASSIFICATION ->
                            new OutputSpec(task, "", List.of("a", "b", "c"), 0.5);
                    case REGRESSION -> new OutputSpec(task, "", List.of(), 0.5);
                };
        return new VersionDefinition(
                new ModelVersion("m", "1"),
                signature,
                output,
                "",
                VersionDefinition.TrainingData.UNKNOWN,
                "{}");
    }

    private static Feature feature(String name, FeatureKind kind) {
        String type = kind == FeatureKind.NUMERIC ? "double" : "string";
        return new Feature(name, type, kind, false, List.of());
    }

    private void reference() {
        long id = storage.references().collecting(version.versionId()).orElseThrow();
        storage.jdbi()
                .useTransaction(
                        handle -> {
                            PreparedBatch batch =
                                    handle.prepareBatch(
                                            """
                                            insert into reference_row (reference_id, prediction_id,
                                              event_time, numeric_features, categorical_features,
                                              predicted_class, score, value, probabilities,
                                              actual_class, actual_value, non_finite, content_hash)
                                            values (:reference, :id, :at, cast(:numeric as float8[]),
                                              array[cast(:region as text)], :class, :score, :value,
                                              cast(:probabilities as float8[]), :actual,
                                              :actual_value, 0, 0)
                                            """);
                            for (int i = 0; i < 2000; i++) {
                                Answer answer = answer(0);
                                bind(batch, "reference/" + i, DAY_0.minus(DAY), answer)
                                        .bind("reference", id)
                                        .bind("actual", answer.actual)
                                        .bind("actual_value", answer.actualValue)
                                        .add();
                            }
                            batch.execute();
                        });
        assertTrue(storage.references().freeze(version.versionId()).isPresent());
    }

    /** What a model said, and what came of it; the parts that the task does not have are null. */
    private record Answer(
            double input,
            String predicted,
            Double score,
            Double value,
            String probabilities,
            String actual,
            Double actualValue) {}

    private Answer answer(double shift) {
        double input = random.nextGaussian() + shift;
        double noise = random.nextGaussian();
        return switch (task) {
            case BINARY_CLASSIFICATION -> {
                double score = 1 / (1 + Math.exp(-input));
                String actual = random.nextDouble() < score ? "b" : "a";
                yield new Answer(input, null, score, null, null, actual, null);
            }
            case MULTICLASS_CLASSIFICATION -> {
                double a = random.nextDouble() / 2;
                double b = random.nextDouble() / 2;
                String probabilities = "{" + a + "," + b + "," + (1 - a - b) + "}";
                String actual = List.of("a", "b", "c").get(random.nextInt(3));
                yield new Answer(input, null, null, null, probabilities, actual, null);
            }
            case REGRESSION ->
                    new Answer(input, null, null, 3 * input, null, null, 3 * input + noise);
        };
    }

    private PreparedBatch bind(PreparedBatch batch, String id, Instant at, Answer answer) {
        String age = random.nextInt(10) == 0 ? "NULL" : "" + (20 + random.nextInt(50));
        String region = random.nextInt(20) == 0 ? null : "r" + random.nextInt(4);
        return batch.bind("model", version.modelId())
                .bind("version", version.versionId())
                .bind("id", UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)))
                .bind("at", at)
                .bind("numeric", "{" + answer.input + "," + age + "}")
                .bind("region", region)
                .bind("class", answer.predicted)
                .bind("score", answer.score)
                .bind("value", answer.value)
                .bind("probabilities", answer.probabilities);
    }

    /**
     * Lets two days pass.
     *
     * @return when they are analysed
     */
    Instant play(int step) {
        Instant now = DAY_0.plus(DAY.multipliedBy(2L * step + 2)).plus(Duration.ofHours(2));
        storage.jdbi()
                .useTransaction(
                        handle -> {
                            day(handle, 2 * step, Duration.ZERO, ROWS, "live");
                            day(handle, 2 * step + 1, Duration.ZERO, ROWS / 5, "live");
                            if (step > 0) {
                                // Of the days before, after they were analysed and archived.
                                day(handle, 2 * step - 1, DAY.plusHours(5), 40, "late" + step);
                                day(handle, 0, DAY.multipliedBy(2L * step), 7, "later" + step);
                            }
                        });
        return now;
    }

    private void day(Handle handle, int day, Duration delay, int rows, String name) {
        Instant start = DAY_0.plus(DAY.multipliedBy(day));
        handle.createQuery("select 1 from halflife_ensure_partitions(:at)")
                .bind("at", start)
                .mapTo(Integer.class)
                .list();
        PreparedBatch predictions = handle.prepareBatch(PREDICTION);
        PreparedBatch labels = handle.prepareBatch(LABEL);
        PreparedBatch waiting = handle.prepareBatch(WAITING);
        for (int i = 0; i < rows; i++) {
            // Pairs of rows have one event time: then the id decides.
            Instant at =
                    start.plus(DAY.multipliedBy(i / 2).dividedBy(rows))
                            .truncatedTo(ChronoUnit.MICROS);
            String id = name + "/" + day + "/" + i;
            Answer answer = answer(day * 0.1);
            Instant received = at.plus(delay);
            // Some count as known a day later than they came.
            Instant available = i % 50 == 3 ? received.plus(DAY) : received;
            bind(predictions, id, at, answer).bind("available", available).add();
            if (i % 3 != 0) {
                label(labels, id, at, 1, answer, received.plus(Duration.ofMinutes(5)));
            }
            if (i % 7 == 0) {
                label(labels, id, at, 2, answer(1), received.plus(Duration.ofHours(40)));
            }
            if (i % 31 == 0) {
                Answer truth = answer(0);
                waiting.bind("model", version.modelId())
                        .bind("id", UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)))
                        .bind("class", truth.actual)
                        .bind("value", truth.actualValue)
                        .bind("observed", received.plus(Duration.ofHours(60)))
                        .add();
            }
        }
        predictions.execute();
        labels.execute();
        waiting.execute();
    }

    private void label(
            PreparedBatch labels,
            String id,
            Instant at,
            int revision,
            Answer answer,
            Instant observed) {
        labels.bind("model", version.modelId())
                .bind("at", at)
                .bind("id", UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)))
                .bind("revision", revision)
                .bind("class", answer.actual)
                .bind("value", answer.actualValue)
                .bind("observed", observed)
                .add();
    }
}
