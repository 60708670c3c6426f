// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * {@link EstimatedPerformance} in bounded memory, of calibrated probabilities alone, and each
 * metric with its spread over the unknown labels: what is kept of a window.
 *
 * <p>Every probability is rounded to a multiple of 2⁻³², and sums are integers: merging is
 * associative and commutative to the bit, however rows are cut into parts. Counts, accuracy,
 * precision, recall, specificity and F1 err by less than 2⁻³¹.
 *
 * <p>ROC AUC ranks rows by their calibrated probability, in {@link ExpectedRanks#BINS} bins of
 * equal width whose rows count as tied. A calibration that never falls ranks as the raw scores do,
 * and rows with equal probabilities add the same whatever their order; so of an isotonic fit with
 * steps further apart than a bin nothing is lost. Else the area errs by at most Σ(share of the rows
 * in a bin)²/(4·bins·q(1 − q)), q the expected share of positives.
 *
 * <p>Spread: the delta method over independent labels, Σ p(1 − p)·(∂metric/∂label)². Assumptions
 * and statuses are those of {@link EstimatedPerformance}. Immutable; at most 128 KiB.
 */
public final class ExpectedOutcomes implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Nothing was predicted. */
    public static final ExpectedOutcomes EMPTY = new Accumulator().outcomes();

    private static final double UNIT = 0x1p-32;

    private final Side positive;
    private final Side negative;
    private final ExpectedRanks ranks;

    private ExpectedOutcomes(Side positive, Side negative, ExpectedRanks ranks) {
        this.positive = positive;
        this.negative = negative;
        this.ranks = ranks;
    }

    /** The rows that were predicted alike; sums in units of 2⁻³². */
    private record Side(long rows, long truths, long variances) implements Serializable {

        Side merge(Side other) {
            return new Side(
                    Math.addExact(rows, other.rows),
                    Math.addExact(truths, other.truths),
                    Math.addExact(variances, other.variances));
        }

        /** Expected positives. */
        double p() {
            return truths * UNIT;
        }

        /** Expected negatives. */
        double n() {
            return (double) rows - p();
        }

        double v() {
            return variances * UNIT;
        }
    }

    /** Takes rows one by one, and keeps none. Not safe for several threads. */
    public static final class Accumulator {

        private final long[] positive = new long[3];
        private final long[] negative = new long[3];
        private final ExpectedRanks.Accumulator ranks = new ExpectedRanks.Accumulator();

        /**
         * Adds a row.
         *
         * @param probability of being positive, calibrated, in [0, 1]
         * @param predictedPositive what the model predicted
         * @throws IllegalArgumentException for anything else
         */
        public void add(double probability, boolean predictedPositive) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability must be in [0, 1]: " + probability);
            }
            long truth = Math.round(probability / UNIT);
            long variance = Math.round(probability * (1 - probability) / UNIT);
            long[] side = predictedPositive ? positive : negative;
            side[0]++;
            side[1] += truth;
            side[2] += variance;
            ranks.add(probability, truth, variance);
        }

        /** Of the rows so far. */
        public ExpectedOutcomes outcomes() {
            return new ExpectedOutcomes(
                    new Side(positive[0], positive[1], positive[2]),
                    new Side(negative[0], negative[1], negative[2]),
                    ranks.ranks());
        }
    }

    /** Both sets of rows as one. */
    public ExpectedOutcomes merge(ExpectedOutcomes other) {
        return new ExpectedOutcomes(
                positive.merge(other.positive),
                negative.merge(other.negative),
                ranks.merge(other.ranks));
    }

    /** How many rows. */
    public long n() {
        return Math.addExact(positive.rows, negative.rows);
    }

    /** Share of right predictions. */
    public Expectation accuracy() {
        return ratio(positive.p() + negative.n(), (double) n(), 1, -1);
    }

    /** Share of truly positive rows. */
    public Expectation positiveRate() {
        return ratio(positive.p() + negative.p(), (double) n(), 1, 1);
    }

    /** Right ones of those predicted positive. */
    public Expectation precision() {
        return ratio(positive.p(), (double) positive.rows, 1, 0);
    }

    /** Found ones of those truly positive. */
    public Expectation recall() {
        double p = positive.p() + negative.p();
        double recall = positive.p() / p;
        return ratio(positive.p(), p, 1 - recall, -recall);
    }

    /** Right ones of those truly negative. */
    public Expectation specificity() {
        double n = positive.n() + negative.n();
        double specificity = negative.n() / n;
        return ratio(negative.n(), n, specificity, specificity - 1);
    }

    /** Twice the found ones by those predicted or truly positive. */
    public Expectation f1() {
        double whole = positive.rows + positive.p() + negative.p();
        double f1 = 2 * positive.p() / whole;
        return ratio(2 * positive.p(), whole, 2 - f1, -f1);
    }

    /** Mean of recall and specificity. */
    public Expectation balancedAccuracy() {
        double p = positive.p() + negative.p();
        double n = positive.n() + negative.n();
        double recall = positive.p() / p;
        double specificity = negative.n() / n;
        return ratio(
                recall + specificity,
                p > 0 && n > 0 ? 2 : 0,
                (1 - recall) / p + specificity / n,
                -recall / p - (1 - specificity) / n);
    }

    /** Area under the ROC curve, ties counting half. */
    public Expectation rocAuc() {
        return n() == 0 ? none(Status.INSUFFICIENT_DATA) : ranks.rocAuc(UNIT);
    }

    /**
     * A ratio and its spread.
     *
     * @param ofPositive what one more true label among those predicted positive adds, times whole
     * @param ofNegative the same of those predicted negative
     */
    private Expectation ratio(double part, double whole, double ofPositive, double ofNegative) {
        if (n() == 0 || !(whole > 0)) {
            return none(n() == 0 ? Status.INSUFFICIENT_DATA : Status.DEGENERATE);
        }
        double variance =
                ofPositive * ofPositive * positive.v() + ofNegative * ofNegative * negative.v();
        return new Expectation(
                Figure.of(Math.min(1, part / whole)), Figure.of(Math.sqrt(variance) / whole));
    }

    static Expectation none(Status why) {
        return new Expectation(Figure.undefined(why), Figure.undefined(why));
    }
}
