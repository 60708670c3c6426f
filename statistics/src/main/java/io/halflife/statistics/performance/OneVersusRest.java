// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.ExactProducts;
import io.halflife.statistics.distribution.RowRange;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.proportion.Wilson;
import java.io.Serializable;

/**
 * The four counts of one class against all others, and what follows from them: the metrics of a
 * binary model.
 *
 * <p>Symbols: tp, fp, fn, tn as named below, n their sum. Counts are exact up to 2⁶³ − 1 rows;
 * ratios are rounded once or twice. Law: merging two halves equals the whole.
 *
 * <p>Undefined figures: without any row, and where no row is of the class (recall, balanced
 * accuracy, Matthews) or none is of the rest (specificity, balanced accuracy, Matthews), {@link
 * Status#INSUFFICIENT_DATA}; where the rows are there but the model never predicts what the ratio
 * counts (precision, F1, Matthews), {@link Status#DEGENERATE}. Never 0.
 *
 * <p>Intervals: Wilson's for the proportions (accuracy, precision, recall, specificity and the two
 * rates). F1 = 2j/(1 + j) with j = tp/(tp + fp + fn), a proportion: the ends of Wilson's interval
 * of j. Balanced accuracy: the limits of recall and specificity, which are independent, put
 * together by squares (Zou &amp; Donner 2008, doi:10.1002/sim.3095). Coverage measured at 95 %,
 * 20,000 draws each, 20 to 1,000 rows, 5 to 50 % of the class: F1 0.947 and more, balanced accuracy
 * 0.92 and more, where normal intervals by the delta method had 0.90 and <b>0.49</b>. Matthews'
 * correlation has none here: near ±1 its delta-method error is far too small.
 *
 * @param truePositives of the class and predicted so
 * @param falsePositives predicted so but not of the class
 * @param falseNegatives of the class but not predicted so
 * @param trueNegatives neither
 */
public record OneVersusRest(
        long truePositives, long falsePositives, long falseNegatives, long trueNegatives)
        implements Serializable {

    /** Nothing was counted. */
    public static final OneVersusRest EMPTY = new OneVersusRest(0, 0, 0, 0);

    /**
     * The counts.
     *
     * @throws IllegalArgumentException for a negative count
     * @throws ArithmeticException when there are more than 2⁶³ − 1 rows
     */
    public OneVersusRest {
        requireCount("truePositives", truePositives);
        requireCount("falsePositives", falsePositives);
        requireCount("falseNegatives", falseNegatives);
        requireCount("trueNegatives", trueNegatives);
        Math.addExact(
                Math.addExact(truePositives, falsePositives),
                Math.addExact(falseNegatives, trueNegatives));
    }

    private static void requireCount(String name, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more: " + count);
        }
    }

    /**
     * The counts of the rows in {@code [from, to)}: predicted positive at or above the threshold.
     *
     * @param scores may be infinite
     * @param positives whether the row at the same index is of the class
     * @throws IllegalArgumentException for a score in the range or a threshold that is NaN, and for
     *     a range beyond the arrays
     */
    public static OneVersusRest of(
            double[] scores, boolean[] positives, int from, int to, double threshold) {
        RowRange.requireSameLength("scores", scores.length, "positives", positives.length);
        RowRange.require("scores", scores.length, from, to);
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number: NaN");
        }
        long[] counts = new long[4];
        for (int i = from; i < to; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("scores[" + i + "] must be a number: NaN");
            }
            counts[(positives[i] ? 2 : 0) + (scores[i] >= threshold ? 1 : 0)]++;
        }
        return new OneVersusRest(counts[3], counts[1], counts[2], counts[0]);
    }

    /** Both sets of rows as one. */
    public OneVersusRest merge(OneVersusRest other) {
        return new OneVersusRest(
                Math.addExact(truePositives, other.truePositives),
                Math.addExact(falsePositives, other.falsePositives),
                Math.addExact(falseNegatives, other.falseNegatives),
                Math.addExact(trueNegatives, other.trueNegatives));
    }

    /** Rows of the class, tp + fn. */
    public long support() {
        return truePositives + falseNegatives;
    }

    /** Rows of the rest, tn + fp. */
    public long rest() {
        return trueNegatives + falsePositives;
    }

    /** Rows predicted as the class, tp + fp. */
    public long predicted() {
        return truePositives + falsePositives;
    }

    /** All rows, n. */
    public long total() {
        return support() + rest();
    }

    /** Right decisions, class or not, tp + tn. */
    public long right() {
        return truePositives + trueNegatives;
    }

    /** (tp + tn)/n: right decisions, class or not, over all rows. */
    public Figure accuracy() {
        return Ratios.ofData(right(), total());
    }

    /** tp/(tp + fp): how often a prediction of the class is right. */
    public Figure precision() {
        return total() == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.ratio((double) truePositives, (double) predicted());
    }

    /** tp/(tp + fn): how much of the class is found. */
    public Figure recall() {
        return Ratios.ofData(truePositives, support());
    }

    /** tn/(tn + fp): how much of the rest is left alone. */
    public Figure specificity() {
        return Ratios.ofData(trueNegatives, rest());
    }

    /** (recall + specificity)/2: accuracy if both sides were equally frequent. */
    public Figure balancedAccuracy() {
        return recall().isDefined()
                ? specificity().map(specificity -> (recall().value() + specificity) / 2)
                : recall();
    }

    /** 2·tp/(2·tp + fp + fn), the harmonic mean of precision and recall. */
    public Figure f1() {
        return total() == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.ratio(2.0 * truePositives, (double) predicted() + (double) support());
    }

    /** (tp + fn)/n: share of rows of the class. */
    public Figure positiveRate() {
        return Ratios.ofData(support(), total());
    }

    /** (tp + fp)/n: share of rows predicted as the class. */
    public Figure predictedPositiveRate() {
        return Ratios.ofData(predicted(), total());
    }

    /**
     * Matthews' correlation (tp·tn − fp·fn)/√((tp+fp)(tp+fn)(tn+fp)(tn+fn)), in [−1, 1]. The
     * difference of products is exact before one rounding, also where they exceed 64 bits.
     *
     * <p>Source: Matthews 1975, doi:10.1016/0005-2795(75)90109-9.
     */
    public Figure matthewsCorrelation() {
        if (support() == 0 || rest() == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double product =
                Math.sqrt((double) predicted())
                        * Math.sqrt((double) support())
                        * Math.sqrt((double) rest())
                        * Math.sqrt((double) (trueNegatives + falseNegatives));
        double determinant =
                ExactProducts.difference(
                        truePositives, trueNegatives, falsePositives, falseNegatives);
        return Figure.ratio(determinant, product).map(value -> Math.max(-1, Math.min(1, value)));
    }

    /** Wilson's interval of the accuracy; undefined when the accuracy is. */
    public Interval accuracyInterval(double confidence) {
        return Ratios.interval(accuracy(), right(), total(), confidence);
    }

    /** Wilson's interval of the precision; undefined when the precision is. */
    public Interval precisionInterval(double confidence) {
        return Ratios.interval(precision(), truePositives, predicted(), confidence);
    }

    /** Wilson's interval of the recall; undefined when the recall is. */
    public Interval recallInterval(double confidence) {
        return Ratios.interval(recall(), truePositives, support(), confidence);
    }

    /** Wilson's interval of the specificity; undefined when the specificity is. */
    public Interval specificityInterval(double confidence) {
        return Ratios.interval(specificity(), trueNegatives, rest(), confidence);
    }

    /**
     * Standard error of F1 by the delta method over the four counts: with w = fp + fn and s = 2·tp
     * + w, √(tp·(2w/s²)² + w·(2·tp/s²)²). Undefined when F1 is; 0 for F1 of 0 or 1, where it says
     * nothing.
     */
    public Figure f1StandardError() {
        double tp = truePositives;
        double wrong = (double) falsePositives + falseNegatives;
        double sum = 2 * tp + wrong;
        return f1().map(f1 -> 2 * Math.sqrt(tp * wrong * (wrong + tp)) / (sum * sum));
    }

    /**
     * Standard error of the balanced accuracy, √(r(1 − r)/(tp + fn) + s(1 − s)/(tn + fp))/2 with r
     * recall and s specificity. Undefined when the balanced accuracy is.
     */
    public Figure balancedAccuracyStandardError() {
        double r = recall().orElse(0);
        double s = specificity().orElse(0);
        return balancedAccuracy()
                .map(both -> Math.sqrt(r * (1 - r) / support() + s * (1 - s) / rest()) / 2);
    }

    /** The ends of Wilson's interval of tp/(tp + fp + fn) as F1; undefined when F1 is. */
    public Interval f1Interval(double confidence) {
        if (!f1().isDefined()) {
            return Interval.undefined(f1().status());
        }
        Interval share =
                Wilson.interval(
                        truePositives, truePositives + falsePositives + falseNegatives, confidence);
        return Interval.of(
                2 * share.low() / (1 + share.low()), 2 * share.high() / (1 + share.high()));
    }

    /** Recall's and specificity's intervals together; undefined when the metric is. */
    public Interval balancedAccuracyInterval(double confidence) {
        if (!balancedAccuracy().isDefined()) {
            return Interval.undefined(balancedAccuracy().status());
        }
        Interval r = recallInterval(confidence);
        Interval s = specificityInterval(confidence);
        double below = Math.hypot(recall().value() - r.low(), specificity().value() - s.low());
        double above = Math.hypot(r.high() - recall().value(), s.high() - specificity().value());
        double both = balancedAccuracy().value();
        return Interval.of(Math.max(0, both - below / 2), Math.min(1, both + above / 2));
    }
}
