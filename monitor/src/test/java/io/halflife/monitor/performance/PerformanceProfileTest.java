// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import io.halflife.statistics.distribution.Moments;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerformanceProfileTest {

    private static final double NAN = Double.NaN;
    private static final OutputSpec CHURN =
            new OutputSpec(Task.BINARY_CLASSIFICATION, "yes", List.of("yes", "no"), 0.5);
    private static final OutputSpec PET =
            new OutputSpec(Task.MULTICLASS_CLASSIFICATION, "", List.of("cat", "dog", "bird"), 0.5);
    private static final OutputSpec PRICE = new OutputSpec(Task.REGRESSION, "", List.of(), 0.5);

    @Test
    void binary_countsByThePositiveLabel() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(CHURN);
        classes(builder, "yes", "yes", 3);
        classes(builder, "yes", "no", 1);
        classes(builder, "no", "yes", 2);
        classes(builder, "no", "no", 4);
        builder.addUnlabelled();
        builder.add("yes", NAN, NAN, null, NAN);

        PerformanceProfile profile = builder.build();
        Map<String, MetricValue> m = metrics(profile);

        assertEquals(12, profile.n());
        assertEquals(10, profile.labelled());
        assertEquals(List.of(3.0, 1.0, 2.0, 4.0), values(m, "tp", "fp", "fn", "tn"));
        assertEquals(0.7, m.get("accuracy").value(), 1e-15);
        assertEquals(0.75, m.get("precision").value(), 1e-15, "right of those predicted yes");
        assertEquals(0.6, m.get("recall").value(), 1e-15, "found of those that are yes");
        assertEquals(0.8, m.get("specificity").value(), 1e-15);
        assertEquals(6.0 / 9, m.get("f1").value(), 1e-15);
        assertEquals(0.5, m.get("positive_rate").value(), 1e-15);
        assertEquals(0.4, m.get("predicted_positive_rate").value(), 1e-15);
        assertEquals(0.7, m.get("balanced_accuracy").value(), 1e-15);
        assertEquals(12, m.get("accuracy").n());
        assertEquals(10, m.get("accuracy").labelled());
    }

    @Test
    void proportions_carryWhatPoolsThem() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(CHURN);
        classes(builder, "yes", "yes", 3);
        classes(builder, "yes", "no", 1);
        classes(builder, "no", "no", 6);
        Map<String, MetricValue> m = metrics(builder.build());

        assertEquals(3, m.get("precision").successes());
        assertEquals(4, m.get("precision").trials());
        assertTrue(m.get("precision").isProportion());
        assertEquals(-1, m.get("f1").trials());
        assertEquals(-1, m.get("tp").trials());
        assertTrue(m.get("precision").low() < 0.75 && 0.75 < m.get("precision").high());
        assertTrue(Double.isNaN(m.get("tp").low()), "counts have no interval");
    }

    /** A class wins over a score; a score at the threshold is positive. */
    @Test
    void binary_withoutAClass_isDecidedByTheThreshold() {
        OutputSpec strict =
                new OutputSpec(Task.BINARY_CLASSIFICATION, "yes", List.of("yes", "no"), 0.8);
        PerformanceProfile.Builder builder = PerformanceProfile.builder(strict);
        builder.add(null, 0.8, NAN, "yes", NAN);
        builder.add(null, 0.79, NAN, "yes", NAN);
        builder.add("yes", 0.1, NAN, "no", NAN);

        Map<String, MetricValue> m = metrics(builder.build());

        assertEquals(List.of(1.0, 1.0, 1.0, 0.0), values(m, "tp", "fp", "fn", "tn"));
    }

    /** Higher scores for positives are good: turned round, the area would be 0. */
    @Test
    void rocAuc_isOneWhenPositivesScoreHigher() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(CHURN);
        for (int i = 0; i < 30; i++) {
            builder.add(null, 0.6 + i / 100.0, NAN, "yes", NAN);
            builder.add(null, 0.4 - i / 100.0, NAN, "no", NAN);
        }
        Map<String, MetricValue> m = metrics(builder.build());

        assertEquals(1, m.get("roc_auc").value());
        assertEquals(1, m.get("pr_auc").value());
        assertTrue(m.get("brier").value() < 0.1);
    }

    /** sklearn 1.2.1: log_loss([0, 1], [1.0, 0.0], eps=1e-15). */
    @Test
    void logLoss_ofCertainAndWrongScores_isCutAsElsewhere() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(CHURN);
        builder.add(null, 1, NAN, "no", NAN);
        builder.add(null, 0, NAN, "yes", NAN);

        double expected = (-Math.log(1 - (1 - 1e-15)) - Math.log(1e-15)) / 2;
        assertEquals(expected, metrics(builder.build()).get("log_loss").value(), 1e-12);
        assertEquals(34.53917, expected, 1e-5);
    }

    @Test
    void noLabels_leaveEveryMetricUndefined() {
        for (OutputSpec output : List.of(CHURN, PET, PRICE)) {
            PerformanceProfile profile = PerformanceProfile.builder(output).addUnlabelled().build();
            assertEquals(0, profile.labelled());
            for (MetricValue metric : profile.metrics()) {
                if (!List.of("tp", "fp", "fn", "tn", "mape_skipped").contains(metric.metric())) {
                    assertTrue(Double.isNaN(metric.value()), metric.toString());
                    assertTrue(Double.isNaN(metric.low()), metric.toString());
                }
            }
        }
    }

    /** The sign: a model that predicts too much has a positive mean error. */
    @Test
    void meanError_isPredictionLessTruth() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(PRICE);
        builder.add(null, NAN, 12, null, 10);
        builder.add(null, NAN, 21, null, 20);
        builder.add(null, NAN, 30, null, NAN);
        Map<String, MetricValue> m = metrics(builder.build());

        assertEquals(1.5, m.get("mean_error").value(), 1e-15);
        assertEquals(1.5, m.get("mae").value(), 1e-15);
        assertEquals(Math.sqrt(2.5), m.get("rmse").value(), 1e-15);
        assertEquals(2, m.get("mae").labelled());
        assertEquals(3, m.get("mae").n());
    }

    /**
     * sklearn 1.2.1: precision_recall_fscore_support(y, p, average='macro' and 'weighted') of y = 5
     * cat, 3 dog, 2 bird; p = 4 right, 1 dog; 2 right, 1 cat; 1 right, 1 cat.
     */
    @Test
    void multiclass_averagesAreThoseOfOtherTools() {
        Map<String, MetricValue> m = metrics(pets());

        assertEquals(0.7, m.get("accuracy").value(), 1e-15);
        assertEquals((4.0 / 6 + 2.0 / 3 + 1) / 3, m.get("macro_precision").value(), 1e-15);
        assertEquals((0.8 + 2.0 / 3 + 0.5) / 3, m.get("macro_recall").value(), 1e-15);
        assertEquals((8.0 / 11 + 4.0 / 6 + 2.0 / 3) / 3, m.get("macro_f1").value(), 1e-15);
        assertEquals(0.5 * 8 / 11 + 0.3 * 4 / 6 + 0.2 * 2 / 3, m.get("weighted_f1").value(), 1e-15);
        assertEquals(0.7, m.get("weighted_recall").value(), 1e-15);
        assertEquals(0.7, m.get("micro_f1").value(), 1e-15);
        assertEquals(7, m.get("micro_precision").successes());
    }

    /** A class of the model that did not occur in the window drags no average down. */
    @Test
    void multiclass_averagesOverTheClassesThatOccur() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(PET);
        classes(builder, "cat", "cat", 5);
        classes(builder, "dog", "dog", 5);

        assertEquals(1, metrics(builder.build()).get("macro_f1").value());
    }

    /**
     * The delta method against the spread of the metric itself when the rows are drawn again, 2,000
     * times: within 7 %.
     */
    @Test
    void deltaMethod_givesTheSpreadOfTheMetric() {
        long seed = 8128;
        Random random = new Random(seed);
        Map<String, MetricValue> once = metrics(drawn(random, 20_000));
        Map<String, Moments> spread = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            metrics(drawn(random, 500))
                    .forEach(
                            (name, value) ->
                                    spread.merge(name, Moments.of(value.value()), Moments::merge));
        }
        for (String metric :
                List.of("macro_f1", "weighted_f1", "macro_precision", "weighted_precision")) {
            double expected = spread.get(metric).std().value();
            double scaled = once.get(metric).standardError() * Math.sqrt(20_000 / 500.0);
            assertEquals(expected, scaled, 0.07 * expected, metric + " seed " + seed);
        }
    }

    @Test
    void binaryF1Error_isThatOfTheTableOfTwoClasses() {
        PerformanceProfile.Builder binary = PerformanceProfile.builder(CHURN);
        classes(binary, "yes", "yes", 30);
        classes(binary, "yes", "no", 10);
        classes(binary, "no", "yes", 20);
        classes(binary, "no", "no", 40);
        double tp = 30;
        double wrong = 30;
        double s = 2 * tp + wrong;
        double expected =
                Math.sqrt(
                        tp * Math.pow(2 * wrong / (s * s), 2)
                                + wrong * Math.pow(2 * tp / (s * s), 2));

        assertEquals(expected, metrics(binary.build()).get("f1").standardError(), 1e-15);
    }

    /** Law: merging the halves equals the whole, whichever comes first. */
    @Test
    void merge_ofTheHalves_equalsTheWhole() {
        long seed = 60902;
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            for (OutputSpec output : List.of(CHURN, PET, PRICE)) {
                PerformanceProfile.Builder whole = PerformanceProfile.builder(output);
                PerformanceProfile.Builder left = PerformanceProfile.builder(output);
                PerformanceProfile.Builder right = PerformanceProfile.builder(output);
                for (int i = random.nextInt(200); i >= 0; i--) {
                    Object[] row = row(random, output);
                    add(whole, row);
                    add(random.nextBoolean() ? left : right, row);
                }
                String where = "seed " + seed + " round " + round + " " + output.task();
                same(whole.build(), left.build().merge(right.build()), where);
                same(whole.build(), right.build().merge(left.build()), where);
            }
        }
    }

    /** Rows whose truth is 0 have no relative error, and are counted. */
    @Test
    void mape_saysWhatItLeftOut() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(PRICE);
        builder.add(null, NAN, 11, null, 10);
        builder.add(null, NAN, 1, null, 0);
        Map<String, MetricValue> m = metrics(builder.build());

        assertEquals(0.1, m.get("mape").value(), 1e-15);
        assertEquals(1, m.get("mape_skipped").value());
    }

    /** Below fifty labels a normal interval of a mean is too good. */
    @Test
    void means_haveNoIntervalOfFewLabels() {
        for (int rows : new int[] {49, 50}) {
            PerformanceProfile.Builder builder = PerformanceProfile.builder(PRICE);
            for (int i = 0; i < rows; i++) {
                builder.add(null, NAN, 10 + i % 7, null, 10);
            }
            MetricValue mae = metrics(builder.build()).get("mae");

            assertEquals(rows < 50, Double.isNaN(mae.low()), rows + " labels");
            assertTrue(mae.standardError() > 0, "a fit still weighs it");
        }
    }

    @Test
    void merge_ofDifferentOutputs_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        PerformanceProfile.builder(CHURN)
                                .build()
                                .merge(PerformanceProfile.builder(PRICE).build()));
    }

    @Test
    void names_areListedAndCountsAreNotFitted() {
        assertTrue(Metrics.of(Task.BINARY_CLASSIFICATION).contains("tp"));
        assertEquals(
                Metrics.of(Task.BINARY_CLASSIFICATION).size() - 4,
                Metrics.fitted(Task.BINARY_CLASSIFICATION).size());
        assertTrue(Metrics.fitted(Task.MULTICLASS_CLASSIFICATION).contains("macro_f1"));
        assertTrue(Metrics.fitted(Task.REGRESSION).contains("mae"));
    }

    private static void same(PerformanceProfile a, PerformanceProfile b, String where) {
        assertEquals(a.n(), b.n(), where);
        assertEquals(a.labelled(), b.labelled(), where);
        Map<String, MetricValue> mb = metrics(b);
        metrics(a)
                .forEach(
                        (name, value) -> {
                            assertEquals(value.value(), mb.get(name).value(), 1e-9, where + name);
                            assertEquals(
                                    value.standardError(),
                                    mb.get(name).standardError(),
                                    1e-9,
                                    where + name);
                        });
    }

    private static Object[] row(Random random, OutputSpec output) {
        boolean known = random.nextInt(5) > 0;
        if (output.task() == Task.REGRESSION) {
            return new Object[] {
                null, NAN, random.nextGaussian(), null, known ? random.nextGaussian() : NAN
            };
        }
        List<String> classes = output.classes();
        return new Object[] {
            random.nextInt(9) == 0 ? null : classes.get(random.nextInt(classes.size())),
            random.nextInt(4) == 0 ? NAN : random.nextInt(20) / 20.0,
            NAN,
            known ? classes.get(random.nextInt(classes.size())) : null,
            NAN
        };
    }

    private static void add(PerformanceProfile.Builder builder, Object... row) {
        builder.add(
                (String) row[0],
                (double) row[1],
                (double) row[2],
                (String) row[3],
                (double) row[4]);
    }

    private static PerformanceProfile pets() {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(PET);
        classes(builder, "cat", "cat", 4);
        classes(builder, "dog", "cat", 1);
        classes(builder, "dog", "dog", 2);
        classes(builder, "cat", "dog", 1);
        classes(builder, "bird", "bird", 1);
        classes(builder, "cat", "bird", 1);
        return builder.build();
    }

    private static PerformanceProfile drawn(Random random, int rows) {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(PET);
        for (int i = 0; i < rows; i++) {
            double u = random.nextDouble();
            String actual = u < 0.6 ? "cat" : u < 0.9 ? "dog" : "bird";
            boolean right = random.nextDouble() < 0.7;
            String predicted = right ? actual : PET.classes().get(random.nextInt(3));
            builder.add(predicted, NAN, NAN, actual, NAN);
        }
        return builder.build();
    }

    private static void classes(
            PerformanceProfile.Builder builder, String predicted, String actual, int rows) {
        for (int i = 0; i < rows; i++) {
            builder.add(predicted, NAN, NAN, actual, NAN);
        }
    }

    private static List<Double> values(Map<String, MetricValue> metrics, String... names) {
        return Arrays.stream(names).map(name -> metrics.get(name).value()).toList();
    }

    private static Map<String, MetricValue> metrics(PerformanceProfile profile) {
        Map<String, MetricValue> byName = new HashMap<>();
        profile.metrics().forEach(metric -> byName.put(metric.metric(), metric));
        return byName;
    }
}
