// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.monitor.model.OutputSpec;
import io.halflife.statistics.distribution.Moments;
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
    private final Moments logLosses;

    private BinaryOutcomes(
            OneVersusRest counts,
            ScoreTable scores,
            ProbabilityScores probabilities,
            Moments logLosses) {
        this.counts = counts;
        this.scores = scores;
        this.probabilities = probabilities;
        this.logLosses = logLosses;
    }

    @Override
    public Outcomes merge(Outcomes other) {
        BinaryOutcomes that = (BinaryOutcomes) other;
        return new BinaryOutcomes(
                new OneVersusRest(
                        counts.truePositives() + that.counts.truePositives(),
                        counts.falsePositives() + that.counts.falsePositives(),
                        counts.falseNegatives() + that.counts.falseNegatives(),
                        counts.trueNegatives() + that.counts.trueNegatives()),
                scores.merge(that.scores),
                probabilities.merge(that.probabilities),
                logLosses.merge(that.logLosses));
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
        values.measured("f1", counts.f1(), f1Error(), 0, 1);
        values.measured("balanced_accuracy", balancedAccuracy(), balancedError(), 0, 1);
        values.plain("mcc", counts.matthewsCorrelation());
        values.area("roc_auc", RocAuc.of(scores));
        values.plain("pr_auc", AveragePrecision.of(scores));
        values.measured(
                "log_loss",
                logLosses.mean(),
                logLosses.standardError(),
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

    /** Delta method over the four counts, √(Σ count·(∂F1/∂count)²); NaN when F1 is. */
    private double f1Error() {
        double tp = counts.truePositives();
        double wrong = (double) counts.falsePositives() + counts.falseNegatives();
        double sum = 2 * tp + wrong;
        return sum == 0
                ? Double.NaN
                : Math.sqrt(4 * tp * wrong * wrong + 4 * tp * tp * wrong) / (sum * sum);
    }

    private double balancedAccuracy() {
        return (counts.recall() + counts.specificity()) / 2;
    }

    private double balancedError() {
        double recall = counts.recall();
        double specificity = counts.specificity();
        double negatives = (double) counts.total() - counts.support();
        return Math.sqrt(
                        recall * (1 - recall) / counts.support()
                                + specificity * (1 - specificity) / negatives)
                / 2;
    }

    /** Keeps the scores until all are there. */
    static final class Collector implements Outcomes.Collector {

        private final OutputSpec output;
        private final ProbabilityScores.Accumulator probabilities =
                new ProbabilityScores.Accumulator();
        private final LogLoss logLosses = new LogLoss();
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
                logLosses.add(score, actual);
            }
        }

        @Override
        public Outcomes outcomes() {
            return new BinaryOutcomes(
                    new OneVersusRest(counts[3], counts[1], counts[2], counts[0]),
                    ScoreTable.of(scores, positives, 0, scored),
                    probabilities.scores(),
                    logLosses.moments());
        }
    }
}
