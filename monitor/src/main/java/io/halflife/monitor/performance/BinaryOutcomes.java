// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.monitor.model.OutputSpec;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.performance.AveragePrecision;
import io.halflife.statistics.performance.OneVersusRest;
import io.halflife.statistics.performance.ProbabilityScores;
import io.halflife.statistics.performance.RocAuc;
import java.util.Arrays;

/**
 * One class against the other. The predicted class decides; without one, a score at or above the
 * decision threshold is positive. Rows without a score are left out of the metrics that need one.
 */
final class BinaryOutcomes implements Outcomes {

    private static final long serialVersionUID = 1;

    private final OneVersusRest counts;
    private final ScoreTable scores;
    private final ProbabilityScores probabilities;

    private BinaryOutcomes(
            OneVersusRest counts, ScoreTable scores, ProbabilityScores probabilities) {
        this.counts = counts;
        this.scores = scores;
        this.probabilities = probabilities;
    }

    @Override
    public Outcomes merge(Outcomes other) {
        BinaryOutcomes that = (BinaryOutcomes) other;
        return new BinaryOutcomes(
                counts.merge(that.counts),
                scores.merge(that.scores),
                probabilities.merge(that.probabilities));
    }

    @Override
    public ScoreTable calibrationScores() {
        return scores;
    }

    @Override
    public void addTo(MetricValues values) {
        long tp = counts.truePositives();
        long fp = counts.falsePositives();
        long fn = counts.falseNegatives();
        long tn = counts.trueNegatives();
        values.proportion("accuracy", tp + tn, counts.total());
        values.proportion("precision", tp, tp + fp);
        values.proportion("recall", tp, tp + fn);
        values.proportion("specificity", tn, tn + fp);
        values.within(
                "f1",
                counts.f1(),
                counts.f1StandardError(),
                counts.f1Interval(MetricValues.CONFIDENCE));
        values.within(
                "balanced_accuracy",
                counts.balancedAccuracy(),
                counts.balancedAccuracyStandardError(),
                counts.balancedAccuracyInterval(MetricValues.CONFIDENCE));
        values.plain("mcc", counts.matthewsCorrelation());
        values.area("roc_auc", RocAuc.of(scores));
        values.plain("pr_auc", AveragePrecision.of(scores));
        values.measured(
                "log_loss",
                probabilities.logLoss(),
                probabilities.logLossStandardError(),
                0,
                Double.POSITIVE_INFINITY);
        values.measured("brier", probabilities.brier(), probabilities.brierStandardError(), 0, 1);
        values.plain("ece", probabilities.calibrationError());
        values.proportion("positive_rate", tp + fn, counts.total());
        values.proportion("predicted_positive_rate", tp + fp, counts.total());
        values.count("tp", tp);
        values.count("fp", fp);
        values.count("fn", fn);
        values.count("tn", tn);
    }

    /** Keeps the scores until all are there. */
    static final class Collector implements Outcomes.Collector {

        private final OutputSpec output;
        private final ProbabilityScores.Accumulator probabilities =
                new ProbabilityScores.Accumulator();
        private final long[] counts = new long[4];
        private double[] scores = new double[64];
        private boolean[] positives = new boolean[64];
        private int scored;

        Collector(OutputSpec output) {
            this.output = output;
        }

        @Override
        public void add(
                String predictedClass,
                double score,
                double value,
                String actualClass,
                double actualValue) {
            boolean actual = actualClass.equals(output.positiveLabel());
            if (predictedClass != null || !Double.isNaN(score)) {
                boolean predicted =
                        predictedClass != null
                                ? predictedClass.equals(output.positiveLabel())
                                : score >= output.decisionThreshold();
                counts[(actual ? 2 : 0) + (predicted ? 1 : 0)]++;
            }
            if (!Double.isNaN(score)) {
                keep(score, actual);
            }
        }

        private void keep(double score, boolean actual) {
            if (scored == scores.length) {
                scores = Arrays.copyOf(scores, 2 * scored);
                positives = Arrays.copyOf(positives, 2 * scored);
            }
            scores[scored] = score;
            positives[scored++] = actual;
            if (score >= 0 && score <= 1) {
                probabilities.add(score, actual);
            }
        }

        @Override
        public Outcomes outcomes() {
            return new BinaryOutcomes(
                    new OneVersusRest(counts[3], counts[1], counts[2], counts[0]),
                    ScoreTable.of(scores, positives, 0, scored),
                    probabilities.scores());
        }
    }
}
