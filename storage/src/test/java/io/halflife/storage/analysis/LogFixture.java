// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes predictions and ground truth straight into the log, with arrival times of its choice. */
public final class LogFixture {

    public static final String PRODUCTION = "production";

    /**
     * One prediction.
     *
     * @param id any text; the same text is the same prediction
     * @param features null elements are missing values
     * @param category one categorical feature; null is missing
     */
    public record Row(
            Instant eventTime,
            String id,
            List<Double> features,
            String category,
            String predictedClass,
            Double score) {

        public static Row at(Instant eventTime, String id) {
            return new Row(eventTime, id, List.of(1.0), "a", "yes", 0.75);
        }
    }

    /**
     * Ground truth of a prediction.
     *
     * @param available when it was observed and counts as known
     * @param received when it arrived
     */
    public record Label(
            Instant eventTime,
            String id,
            String actual,
            int revision,
            Instant available,
            Instant received) {}

    private static final String PREDICTION =
            """
            insert into prediction (model_id, event_time, prediction_id, version_id, environment,
              numeric_features, categorical_features, predicted_class, score, non_finite,
              content_hash, received_at, available_at)
            values (:model, :at, :id, :version, :environment, cast(:features as float8[]),
              array[cast(:category as text)], :class, :score, 0, 0, :received, :available)
            """;

    private static final String LIVE_PREDICTION =
            """
            insert into prediction (model_id, event_time, prediction_id, version_id, environment,
              numeric_features, categorical_features, predicted_class, score, non_finite,
              content_hash)
            values (:model, :at, :id, :version, :environment, cast(:features as float8[]),
              array[cast(:category as text)], :class, :score, 0, 0)
            """;

    private static final String GROUND_TRUTH =
            """
            insert into ground_truth (model_id, event_time, prediction_id, revision, actual_class,
              observed_at, content_hash, received_at, available_at)
            values (:model, :at, :id, :revision, :class, :observed, 0, :received, :available)
            """;

    private static final String PENDING =
            """
            insert into ground_truth_pending (model_id, prediction_id, revision, actual_class,
              observed_at, content_hash, received_at, available_at)
            values (:model, :id, :revision, :class, :observed, 0, :received, :available)
            """;

    private static final String REFERENCE_ROW =
            """
            insert into reference_row (reference_id, prediction_id, event_time, numeric_features,
              categorical_features, predicted_class, score, actual_class, non_finite, content_hash)
            values (:reference, :id, :at, cast(:features as float8[]),
              array[cast(:category as text)], :class, :score, :actual, 0, 0)
            """;

    private final Jdbi jdbi;
    private final int modelId;
    private final int versionId;
    private final String environment;

    public LogFixture(Jdbi jdbi, int modelId, int versionId, String environment) {
        this.jdbi = jdbi;
        this.modelId = modelId;
        this.versionId = versionId;
        this.environment = environment;
    }

    public static UUID idOf(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    }

    /** Rows that arrive as they happen. */
    public void predictions(List<Row> rows) {
        store(rows, Duration.ZERO);
    }

    /** Rows that arrive this much after they happened. */
    public void latePredictions(List<Row> rows, Duration delay) {
        store(rows, delay);
    }

    /** Writes a row in the caller's transaction: it is received when that began. */
    public void predictIn(Handle handle, Row row) {
        ensurePartitions(handle, row.eventTime());
        handle.createUpdate(LIVE_PREDICTION)
                .bind("model", modelId)
                .bind("version", versionId)
                .bind("environment", environment)
                .bind("at", row.eventTime())
                .bind("id", idOf(row.id()))
                .bind("features", literal(row.features()))
                .bind("category", row.category())
                .bind("class", row.predictedClass())
                .bind("score", row.score())
                .execute();
    }

    private void store(List<Row> rows, Duration delay) {
        jdbi.useTransaction(
                handle -> {
                    rows.stream()
                            .map(row -> row.eventTime().truncatedTo(ChronoUnit.DAYS))
                            .distinct()
                            .forEach(day -> ensurePartitions(handle, day));
                    PreparedBatch batch = handle.prepareBatch(PREDICTION);
                    for (Row row : rows) {
                        Instant arrival = row.eventTime().plus(delay);
                        batch.bind("model", modelId)
                                .bind("version", versionId)
                                .bind("environment", environment)
                                .bind("at", row.eventTime())
                                .bind("id", idOf(row.id()))
                                .bind("features", literal(row.features()))
                                .bind("category", row.category())
                                .bind("class", row.predictedClass())
                                .bind("score", row.score())
                                .bind("received", arrival)
                                .bind("available", arrival)
                                .add();
                    }
                    batch.execute();
                });
    }

    /** Ground truth that names its prediction's time and arrives when it is observed. */
    public void label(Instant eventTime, String id, String actual, int revision, Instant observed) {
        labels(List.of(new Label(eventTime, id, actual, revision, observed, observed)));
    }

    public void labels(List<Label> labels) {
        jdbi.useTransaction(
                handle -> {
                    labels.stream()
                            .map(label -> label.eventTime().truncatedTo(ChronoUnit.DAYS))
                            .distinct()
                            .forEach(day -> ensurePartitions(handle, day));
                    PreparedBatch batch = handle.prepareBatch(GROUND_TRUTH);
                    for (Label label : labels) {
                        batch.bind("model", modelId)
                                .bind("at", label.eventTime())
                                .bind("id", idOf(label.id()))
                                .bind("revision", label.revision())
                                .bind("class", label.actual())
                                .bind("observed", label.available())
                                .bind("received", label.received())
                                .bind("available", label.available())
                                .add();
                    }
                    batch.execute();
                });
    }

    /** Ground truth without its prediction's time. */
    public void pendingLabel(String id, String actual, int revision, Instant observed) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(PENDING)
                                .bind("model", modelId)
                                .bind("id", idOf(id))
                                .bind("revision", revision)
                                .bind("class", actual)
                                .bind("observed", observed)
                                .bind("received", observed)
                                .bind("available", observed)
                                .execute());
    }

    /** Rows of a reference that collects, each with the outcome that the function gives. */
    public void referenceRows(long referenceId, List<Row> rows, Function<Row, String> actual) {
        jdbi.useTransaction(
                handle -> {
                    PreparedBatch batch = handle.prepareBatch(REFERENCE_ROW);
                    for (Row row : rows) {
                        batch.bind("reference", referenceId)
                                .bind("id", idOf(row.id()))
                                .bind("at", row.eventTime())
                                .bind("features", literal(row.features()))
                                .bind("category", row.category())
                                .bind("class", row.predictedClass())
                                .bind("score", row.score())
                                .bind("actual", actual.apply(row))
                                .add();
                    }
                    batch.execute();
                });
    }

    private static void ensurePartitions(Handle handle, Instant at) {
        handle.createQuery("select 1 from halflife_ensure_partitions(:at)")
                .bind("at", at)
                .mapTo(Integer.class)
                .list();
    }

    private static String literal(List<Double> values) {
        StringBuilder text = new StringBuilder("{");
        for (Double value : values) {
            text.append(text.length() == 1 ? "" : ",").append(value == null ? "NULL" : value);
        }
        return text.append('}').toString();
    }
}
