// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import io.halflife.benchmarks.speed.Samples;
import io.halflife.launcher.postgres.PrivatePostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model with a frozen reference and windows of production, stored as the collector stores them.
 * All windows hold the same values, those of {@link Samples}, so that every round does the same
 * work.
 */
final class Plant {

    static final Instant START =
            LocalDate.parse("2026-01-01").atStartOfDay().toInstant(ZoneOffset.UTC);

    private static final int VARIANTS = 12;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final PrivatePostgres postgres;
    private final String model;
    private final Size size;
    private final double[][] current;
    private final String[][] categories;
    private final int modelId;
    private final int versionId;
    private int referenceId;
    private int windows;

    /** Stores the model and its reference. */
    Plant(PrivatePostgres postgres, String model, Size size) throws SQLException {
        this.postgres = postgres;
        this.model = model;
        this.size = size;
        this.current = new double[size.numeric()][];
        for (int f = 0; f < current.length; f++) {
            current[f] = Samples.sample(2L * f + 1, size.rows(), 0.002 * f);
        }
        this.categories = new String[VARIANTS][size.categorical()];
        for (int v = 0; v < VARIANTS; v++) {
            for (int c = 0; c < size.categorical(); c++) {
                categories[v][c] = "category " + v % (3 + 2 * c);
            }
        }
        modelId = number("insert into model (name) values ('" + model + "') returning id");
        versionId = number(version());
        postgres.execute(
                "insert into version_environment values (" + versionId + ", 'production')",
                policy());
        storeReference();
    }

    private int number(String sql) {
        return Integer.parseInt(postgres.ask(sql));
    }

    private String version() {
        String numeric =
                IntStream.range(0, size.numeric())
                        .mapToObj(f -> input("f" + f, "double", "numeric"))
                        .collect(Collectors.joining(","));
        String categorical =
                IntStream.range(0, size.categorical())
                        .mapToObj(c -> "," + input("c" + c, "string", "categorical"))
                        .collect(Collectors.joining());
        return """
               insert into model_version (model_id, version, task, positive_label, classes, signature)
               values (%d, '1', 'binary_classification', 'yes', '{no,yes}',
                       '{"inputs":[%s%s],"inferred":false}')
               returning id
               """
                .formatted(modelId, numeric, categorical);
    }

    private static String input(String name, String type, String kind) {
        return "{\"name\":\"%s\",\"type\":\"%s\",\"feature_type\":\"%s\",\"required\":true}"
                .formatted(name, type, kind);
    }

    private String policy() {
        return """
               insert into policy_revision (model_id, revision, body, writer)
               values (%d, 1, '{"window":{"kind":"duration","length":"%s"}}', 'benchmark')
               """
                .formatted(modelId, size.window());
    }

    private void storeReference() throws SQLException {
        double[][] reference = new double[size.numeric()][];
        for (int f = 0; f < reference.length; f++) {
            reference[f] = Samples.sample(2L * f, size.reference(), 0);
        }
        referenceId =
                number(
                        "insert into reference_version (version_id, kind) values ("
                                + versionId
                                + ", 'rows') returning id");
        try (Connection connection = postgres.connect();
                Tuples rows =
                        new Tuples(
                                connection,
                                "reference_row (reference_id, prediction_id, numeric_features,"
                                        + " categorical_features, predicted_class, score, non_finite,"
                                        + " content_hash)")) {
            for (int i = 0; i < size.reference(); i++) {
                rows.row(8).int8(referenceId).uuid(i * GOLDEN, i).numbers(reference, i);
                rows.texts(categories[i % VARIANTS]).text("no").float8(score(i)).int2(0).int8(i);
            }
        }
        postgres.execute(
                """
                insert into reference_event (reference_id, state, row_count)
                values (%1$d, 'COLLECTING', 0), (%1$d, 'FROZEN', %2$d)
                """
                        .formatted(referenceId, size.reference()),
                "analyze reference_row");
    }

    /** Between 0 and 0.4, always "no". */
    private static double score(int row) {
        return ((row * GOLDEN) >>> 11) * 0x1p-53 * 0.4;
    }

    /** Stores the next window and gives its end. */
    Instant addWindow() throws SQLException {
        return addWindow(size.rows());
    }

    /** Stores the next window with so many rows and gives its end. */
    Instant addWindow(int count) throws SQLException {
        Instant start = START.plus(size.window().multipliedBy(windows++));
        long step = size.window().toNanos() / 1000 / count;
        postgres.execute("select halflife_ensure_partitions('" + start + "', '" + start + "')");
        try (Connection connection = postgres.connect();
                Tuples rows =
                        new Tuples(
                                connection,
                                "prediction (model_id, event_time, prediction_id, version_id,"
                                        + " environment, numeric_features, categorical_features,"
                                        + " predicted_class, score, non_finite, content_hash,"
                                        + " available_at)")) {
            for (int i = 0; i < count; i++) {
                Instant at = start.plusNanos(1000 * step * i);
                rows.row(12).int4(modelId).time(at).uuid(i * GOLDEN, windows).int4(versionId);
                rows.text("production").numbers(current, i).texts(categories[i % VARIANTS]);
                rows.text("no").float8(score(i)).int2(0).int8(i).time(at);
            }
        }
        return start.plus(size.window());
    }

    /** So that the planner and the first reader find the tables in order. */
    void settle() {
        postgres.execute(
                "vacuum (analyze) prediction", "vacuum (analyze) reference_row", "checkpoint");
    }

    String model() {
        return model;
    }

    int modelId() {
        return modelId;
    }

    int referenceId() {
        return referenceId;
    }

    Size size() {
        return size;
    }

    /** The statistic that is stored for a numeric feature in the window that ends then. */
    double statistic(int feature, Instant windowEnd) {
        return Double.parseDouble(
                postgres.ask(
                        """
                        select statistic from drift_verdict
                         where version_id = %d and window_end = '%s' and name = 'f%d' and test = 'ks'
                        """
                                .formatted(versionId, windowEnd, feature)));
    }
}
