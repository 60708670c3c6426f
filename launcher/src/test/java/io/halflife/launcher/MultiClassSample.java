// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Rows of a model that tells three kinds of flowers apart, made from a seed: from the fourth month
 * on petals are longer and one kind is taken for another. Some labels never come, some cells are
 * blank.
 */
final class MultiClassSample {

    static final List<String> CLASSES = List.of("iris", "lily", "rose");

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final int REFERENCE_ROWS = 400;
    private static final int PRODUCTION_ROWS = 1800;
    private static final Duration STEP = Duration.ofHours(2);
    private static final Duration DRIFT_AFTER = Duration.ofDays(90);

    /**
     * One row; a petal of NaN and a truth of the empty string are missing.
     *
     * @param said index of the class
     */
    record Sample(
            String id,
            Instant time,
            double petal,
            String garden,
            int said,
            List<Double> probabilities,
            String truth,
            Instant knownAt) {

        String month() {
            return time.toString().substring(0, 7);
        }

        String saidClass() {
            return CLASSES.get(said);
        }
    }

    private final Random random;
    private final List<Sample> reference = new ArrayList<>();
    private final List<Sample> production = new ArrayList<>();

    MultiClassSample(long seed) {
        random = new Random(seed);
        for (int i = 0; i < REFERENCE_ROWS; i++) {
            reference.add(sample("r" + i, START.minus(STEP.multipliedBy(i + 1)), false));
        }
        for (int i = 0; i < PRODUCTION_ROWS; i++) {
            Instant time = START.plus(STEP.multipliedBy(i));
            production.add(sample("p" + i, time, time.isAfter(START.plus(DRIFT_AFTER))));
        }
    }

    private Sample sample(String id, Instant time, boolean drifted) {
        int truth = random.nextInt(CLASSES.size());
        boolean wrong = random.nextDouble() < (drifted && truth == 2 ? 0.5 : 0.1);
        int said = wrong ? (truth + 1) % CLASSES.size() : truth;
        double petal = truth + random.nextGaussian() + (drifted ? 0.8 : 0);
        boolean labelled = random.nextDouble() < 0.97;
        return new Sample(
                id,
                time,
                random.nextDouble() < 0.05 ? Double.NaN : round(petal),
                random.nextBoolean() ? "north, shady" : "süd",
                said,
                probabilities(said),
                labelled ? CLASSES.get(truth) : "",
                time.plusSeconds(random.nextInt(20 * 24 * 3600)));
    }

    private static double round(double value) {
        return Math.rint(value * 1000) / 1000;
    }

    private List<Double> probabilities(int said) {
        double high = 0.5 + random.nextInt(50) / 100.0;
        double other = (1 - high) * random.nextInt(100) / 100.0;
        List<Double> values = new ArrayList<>(List.of(other, other, other));
        values.set((said + 1) % 3, 1 - high - other);
        values.set(said, high);
        return values;
    }

    List<Sample> reference() {
        return reference;
    }

    List<Sample> production() {
        return production;
    }

    void write(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("schema.json"),
                """
                {"task": "multiclass",
                 "model": {"name": "flowers", "version": "1"},
                 "prediction": {"class_column": "said", "classes": ["iris", "lily", "rose"],
                                "probability_columns": ["p_iris", "p_lily", "p_rose"]},
                 "label": {"column": "truth", "timestamp_column": "known_at"},
                 "windows": {"kind": "calendar", "unit": "month"},
                 "features": [{"name": "petal", "type": "numeric", "nullable": true},
                              {"name": "garden", "type": "categorical", "nullable": false}]}
                """);
        Files.writeString(folder.resolve("reference.csv"), csv(reference));
        Files.writeString(folder.resolve("production.csv"), csv(production));
    }

    private static String csv(List<Sample> samples) {
        StringBuilder csv =
                new StringBuilder(
                        "prediction_id,timestamp,petal,garden,said,p_iris,p_lily,p_rose,truth,"
                                + "known_at\n");
        for (Sample s : samples) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s,\"%s\",%s,%s,%s,%s,%s,%s%n",
                            s.id,
                            s.time,
                            Double.isNaN(s.petal) ? "" : Double.toString(s.petal),
                            s.garden,
                            s.saidClass(),
                            s.probabilities.get(0),
                            s.probabilities.get(1),
                            s.probabilities.get(2),
                            s.truth,
                            s.truth.isEmpty() ? "" : s.knownAt.toString()));
        }
        return csv.toString();
    }
}
