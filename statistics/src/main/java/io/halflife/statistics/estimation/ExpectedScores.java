// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.SortedOrder;
import io.halflife.statistics.figure.Figure;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How many positives and negatives are expected at each distinct raw score, ascending. Merging two
 * halves equals the whole, up to rounding. Immutable.
 */
final class ExpectedScores implements Serializable {

    private static final long serialVersionUID = 1L;

    private final double[] scores;
    private final double[] positives;
    private final double[] negatives;

    /** Takes the first {@code length} of each array, ascending by score. */
    private ExpectedScores(double[] scores, double[] positives, double[] negatives, int length) {
        this.scores = Arrays.copyOf(scores, length);
        this.positives = Arrays.copyOf(positives, length);
        this.negatives = Arrays.copyOf(negatives, length);
    }

    /** Of the first {@code rows} raw scores and probabilities; the arrays are not kept. */
    static ExpectedScores of(double[] raw, double[] probabilities, int rows) {
        double[] scores = new double[rows];
        double[] positives = new double[rows];
        double[] negatives = new double[rows];
        int distinct = 0;
        for (int i : SortedOrder.of(raw, 0, rows)) {
            if (distinct == 0 || scores[distinct - 1] != raw[i]) {
                scores[distinct++] = raw[i];
            }
            positives[distinct - 1] += probabilities[i];
            negatives[distinct - 1] += 1 - probabilities[i];
        }
        return new ExpectedScores(scores, positives, negatives, distinct);
    }

    ExpectedScores merge(ExpectedScores other) {
        int most = Math.addExact(scores.length, other.scores.length);
        double[] both = new double[most];
        double[] bothPositives = new double[most];
        double[] bothNegatives = new double[most];
        int length = 0;
        int i = 0;
        int j = 0;
        while (i < scores.length || j < other.scores.length) {
            double next = Math.min(scoreAt(i), other.scoreAt(j));
            if (i < scores.length && scores[i] == next) {
                bothPositives[length] += positives[i];
                bothNegatives[length] += negatives[i++];
            }
            if (j < other.scores.length && other.scores[j] == next) {
                bothPositives[length] += other.positives[j];
                bothNegatives[length] += other.negatives[j++];
            }
            both[length++] = next;
        }
        return new ExpectedScores(both, bothPositives, bothNegatives, length);
    }

    private double scoreAt(int i) {
        return i < scores.length ? scores[i] : Double.POSITIVE_INFINITY;
    }

    /** The area, ties counting half; degenerate when no positive or no negative is expected. */
    Figure rocAuc() {
        CompensatedSum below = new CompensatedSum();
        CompensatedSum all = new CompensatedSum();
        CompensatedSum right = new CompensatedSum();
        for (int i = 0; i < scores.length; i++) {
            right.add(positives[i] * (below.value() + negatives[i] / 2));
            below.add(negatives[i]);
            all.add(positives[i]);
        }
        return Figure.ratio(right.value(), all.value() * below.value())
                .map(area -> Math.min(1, area));
    }
}
