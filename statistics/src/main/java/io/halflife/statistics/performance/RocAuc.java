// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import java.io.Serializable;

/**
 * Area under the ROC curve: the chance that a row of the positive class is scored above one of the
 * negative class, ties counting half.
 *
 * <p>AUC = U/(P·N), U the number of pairs in the right order plus half the tied ones, exact from
 * counts. Standard error by DeLong: with V₁₀(x) the share of negatives below (ties half) each
 * positive x, and V₀₁(y) the share of positives above each negative y, √(var V₁₀/P + var V₀₁/N),
 * variances with ddof 1. The 95 % interval is built on the logit scale, and only with at least 20
 * rows of each class: with 10 positives among 1 000 its coverage would be 0.85. NaN when a class is
 * missing; no standard error below two rows of a class; no interval for an AUC of 0 or 1.
 *
 * <p>Source: DeLong, DeLong &amp; Clarke-Pearson 1988, doi:10.2307/2531595.
 *
 * @param value the area, in [0, 1]
 * @param standardError DeLong's
 * @param interval 95 %
 */
public record RocAuc(double value, double standardError, Interval interval)
        implements Serializable {

    /** Fewer rows of a class than this: no interval. */
    public static final int INTERVAL_ROWS_MIN = 20;

    private static final double Z95 = 1.959963984540054;

    /** The area of these scores. */
    public static RocAuc of(ScoreTable scores) {
        EmpiricalDistribution positive = scores.positive();
        EmpiricalDistribution negative = scores.negative();
        if (positive.isEmpty() || negative.isEmpty()) {
            return new RocAuc(Double.NaN, Double.NaN, Interval.UNKNOWN);
        }
        Placements placed = Placements.of(positive, negative);
        double auc = placed.mean();
        double variance =
                placed.variance() / positive.size()
                        + Placements.of(negative, positive).variance() / negative.size();
        double error = Math.sqrt(variance);
        boolean enough = Math.min(positive.size(), negative.size()) >= INTERVAL_ROWS_MIN;
        return new RocAuc(auc, error, enough ? logitInterval(auc, error) : Interval.UNKNOWN);
    }

    private static Interval logitInterval(double auc, double error) {
        if (!(auc > 0 && auc < 1 && error > 0)) {
            return Interval.UNKNOWN;
        }
        double logit = Math.log(auc / (1 - auc));
        double half = Z95 * error / (auc * (1 - auc));
        return new Interval(logistic(logit - half), logistic(logit + half));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /**
     * Where the scores of one class lie among those of the other: for each, the share below, ties
     * half.
     *
     * @param mean over all scores
     * @param variance with ddof 1; NaN below two scores
     */
    private record Placements(double mean, double variance) {

        static Placements of(EmpiricalDistribution scores, EmpiricalDistribution among) {
            double[] shares = new double[scores.distinct()];
            int below = 0;
            double weighted = 0;
            for (int i = 0; i < shares.length; i++) {
                double score = scores.value(i);
                while (below < among.distinct() && among.value(below) < score) {
                    below++;
                }
                double rank = below == 0 ? 0 : among.cumulativeCount(below - 1);
                boolean tied = below < among.distinct() && among.value(below) == score;
                shares[i] = (rank + (tied ? among.count(below) / 2.0 : 0)) / among.size();
                weighted += scores.count(i) * shares[i];
            }
            double mean = weighted / scores.size();
            return new Placements(mean, squares(scores, shares, mean) / (scores.size() - 1.0));
        }

        private static double squares(EmpiricalDistribution scores, double[] shares, double mean) {
            double sum = 0;
            for (int i = 0; i < shares.length; i++) {
                sum += scores.count(i) * (shares[i] - mean) * (shares[i] - mean);
            }
            return sum;
        }
    }
}
