// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.estimation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.PerformanceProfile;
import io.halflife.statistics.distribution.ScoreTable;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a labelled reference teaches, and what windows without labels are then estimated at. */
class EstimatorTest {

    private static final double NAN = Double.NaN;
    private static final OutputSpec CHURN =
            new OutputSpec(Task.BINARY_CLASSIFICATION, "yes", List.of("yes", "no"), 0.5);
    private static final OutputSpec PET =
            new OutputSpec(Task.MULTICLASS_CLASSIFICATION, "", List.of("cat", "dog", "bird"), 0.5);

    /** Scores that say too much; other inputs, the same relation: covariate shift. */
    @Test
    void overconfidentModel_isEstimatedWhereItWillBeMeasured() {
        PerformanceProfile reference = binary(20_000, 1, true, 2, null);
        Estimator estimator = Estimator.of(reference.calibrationScores()).orElseThrow();
        PerformanceProfile unlabelled = binary(20_000, 5, false, 3, estimator);
        PerformanceProfile later = binary(20_000, 5, true, 3, estimator);

        assertTrue(estimator.isFitted());
        assertEquals(0, unlabelled.labelled());
        for (String metric : List.of("accuracy", "precision", "recall", "f1", "roc_auc")) {
            MetricValue estimate = of(metric, unlabelled.estimates());
            double measured = of(metric, later.metrics()).value();
            assertEquals(measured, estimate.value(), 0.02, metric);
            assertTrue(estimate.low() < estimate.value() && estimate.value() < estimate.high());
            assertEquals(20_000, estimate.n());
            assertEquals(estimate, ofSame(metric, later.estimates(), 0), "labels change nothing");
        }
    }

    /** The highest probability is that of being right, whatever the class. */
    @Test
    void manyClasses_areEstimatedByAccuracyAlone() {
        PerformanceProfile reference = multiclass(20_000, 7, null);
        Estimator estimator = Estimator.of(reference.calibrationScores()).orElseThrow();
        PerformanceProfile window = multiclass(20_000, 8, estimator);

        List<MetricValue> estimates = window.estimates();

        assertEquals(List.of("accuracy"), estimates.stream().map(MetricValue::metric).toList());
        assertEquals(of("accuracy", window.metrics()).value(), estimates.get(0).value(), 0.015);
    }

    @Test
    void fewRows_teachNothing() {
        assertTrue(Estimator.of(ScoreTable.EMPTY).isEmpty());
        assertTrue(Estimator.of(binary(99, 1, true, 2, null).calibrationScores()).isEmpty());
        double[] scores = new double[500];
        boolean[] all = new boolean[500];
        assertTrue(Estimator.of(ScoreTable.of(scores, all, 0, 500)).isEmpty(), "one class");
        scores[0] = Double.POSITIVE_INFINITY;
        assertTrue(Estimator.of(ScoreTable.of(scores, all, 0, 500)).isEmpty(), "no number");
    }

    @Test
    void rowsWithoutAScore_andModelsWithoutAnEstimator_giveNoEstimate() {
        Estimator estimator =
                Estimator.of(binary(1_000, 1, true, 2, null).calibrationScores()).orElseThrow();
        PerformanceProfile.Builder rows = PerformanceProfile.builder(CHURN, estimator);
        rows.add("yes", NAN, NAN, null, NAN);

        assertEquals(List.of(), rows.build().estimates());
        assertEquals(List.of(), binary(50, 1, true, 2, null).estimates());
        OutputSpec price = new OutputSpec(Task.REGRESSION, "", List.of(), 0.5);
        assertEquals(
                List.of(),
                PerformanceProfile.builder(price, estimator)
                        .add(null, NAN, 3, null, NAN)
                        .build()
                        .estimates());
        rows.add("yes", 0.7, NAN, null, NAN);
        assertEquals(1, rows.build().estimates().get(0).n(), "of two predictions one has a score");
    }

    @Test
    void merge_ofTheHalves_isTheWholeToTheBit() {
        Estimator estimator =
                Estimator.of(binary(1_000, 1, true, 2, null).calibrationScores()).orElseThrow();
        PerformanceProfile first = binary(1_000, 3, true, 2, estimator);
        PerformanceProfile second = binary(700, 4, true, 3, estimator);

        assertEquals(first.merge(second).estimates(), second.merge(first).estimates());
        assertEquals(1_700, first.merge(second).estimates().get(0).n());
    }

    @Test
    void restored_isTheSame() {
        Estimator learnt =
                Estimator.of(binary(3_000, 1, true, 2, null).calibrationScores()).orElseThrow();
        Estimator kept = Estimator.restore(learnt.basis(), learnt.scores(), learnt.probabilities());
        Estimator asTheyAre = Estimator.restore(learnt.basis(), new double[0], new double[0]);

        for (double score = -0.2; score < 1.2; score += 0.001) {
            assertEquals(learnt.probability(score), kept.probability(score));
        }
        assertEquals(0.3, asTheyAre.probability(0.3));
        assertTrue(Double.isNaN(asTheyAre.probability(1.3)));
        assertTrue(Double.isNaN(kept.probability(NAN)));
    }

    /** The score is beyond the truth: the chance of yes is drawn half-way to one half. */
    private static PerformanceProfile binary(
            int rows, long seed, boolean labelled, double skew, Estimator estimator) {
        SplittableRandom random = new SplittableRandom(seed);
        PerformanceProfile.Builder builder = PerformanceProfile.builder(CHURN, estimator);
        for (int i = 0; i < rows; i++) {
            double score = Math.pow(random.nextDouble(), 1 / skew);
            boolean yes = random.nextDouble() < 0.25 + score / 2;
            builder.add(null, score, NAN, labelled ? yes ? "yes" : "no" : null, NAN);
        }
        return builder.build();
    }

    private static PerformanceProfile multiclass(int rows, long seed, Estimator estimator) {
        SplittableRandom random = new SplittableRandom(seed);
        PerformanceProfile.Builder builder = PerformanceProfile.builder(PET, estimator);
        for (int i = 0; i < rows; i++) {
            double top = 0.34 + 0.66 * random.nextDouble();
            String predicted = PET.classes().get(random.nextInt(3));
            boolean right = random.nextDouble() < top * top;
            String other = PET.classes().get((PET.classes().indexOf(predicted) + 1) % 3);
            builder.add(predicted, top, NAN, right ? predicted : other, NAN);
        }
        return builder.build();
    }

    private static MetricValue of(String metric, List<MetricValue> values) {
        return values.stream().filter(v -> v.metric().equals(metric)).findFirst().orElseThrow();
    }

    private static MetricValue ofSame(String metric, List<MetricValue> values, long labelled) {
        MetricValue v = of(metric, values);
        return new MetricValue(
                metric,
                v.value(),
                v.low(),
                v.high(),
                v.standardError(),
                v.successes(),
                v.trials(),
                v.n(),
                labelled);
    }
}
