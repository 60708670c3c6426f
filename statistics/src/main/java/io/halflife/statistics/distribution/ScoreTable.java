// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.io.Serializable;
import java.util.Objects;

/**
 * The scores a binary model gave to rows that turned out positive and to rows that turned out
 * negative: all that ROC AUC and average precision need.
 *
 * <p>Law: merging is associative and commutative, {@link #EMPTY} changes nothing, and merging two
 * halves equals the whole; so partitions of any kind may be counted apart, and what is computed
 * from the merged table is bit for bit that of all rows. Scores need not be probabilities;
 * infinities are the lowest and highest, −0.0 ties with 0.0, NaN is refused. Immutable, safe for
 * use by several threads. Nothing is rounded; what follows from a compacted table errs as {@link
 * #compact} says.
 *
 * <p>Source: the area under the curve needs only ranks within both classes, Hanley &amp; McNeil
 * 1982, doi:10.1148/radiology.143.1.7063747.
 *
 * @param positive scores of the rows of the positive class
 * @param negative scores of all other rows
 */
public record ScoreTable(EmpiricalDistribution positive, EmpiricalDistribution negative)
        implements Serializable {

    /** Nothing was scored. */
    public static final ScoreTable EMPTY =
            new ScoreTable(EmpiricalDistribution.EMPTY, EmpiricalDistribution.EMPTY);

    public ScoreTable {
        Objects.requireNonNull(positive, "positive");
        Objects.requireNonNull(negative, "negative");
    }

    /**
     * The table of the rows in {@code [from, to)}; the arrays are neither kept nor changed.
     *
     * @param positives whether the row at the same index is of the positive class
     * @throws IllegalArgumentException for a score that is NaN
     */
    public static ScoreTable of(double[] scores, boolean[] positives, int from, int to) {
        RowRange.requireSameLength("scores", scores.length, "positives", positives.length);
        RowRange.require("scores", scores.length, from, to);
        double[] positive = new double[to - from];
        double[] negative = new double[to - from];
        int p = 0;
        int n = 0;
        for (int i = from; i < to; i++) {
            if (positives[i]) {
                positive[p++] = scores[i];
            } else {
                negative[n++] = scores[i];
            }
        }
        return new ScoreTable(
                EmpiricalDistribution.of(positive, 0, p), EmpiricalDistribution.of(negative, 0, n));
    }

    /** How many rows. */
    public long size() {
        return Math.addExact(positive.size(), negative.size());
    }

    /**
     * At most this many distinct scores on either side, for bounded memory. The area under the ROC
     * curve of the result is off by at most the sum of both sides' {@link
     * EmpiricalDistribution#rankErrorMax}.
     *
     * @param points at least 3
     */
    public ScoreTable compact(int points) {
        return new ScoreTable(positive.compact(points), negative.compact(points));
    }

    /** Both tables as one. */
    public ScoreTable merge(ScoreTable other) {
        return new ScoreTable(positive.merge(other.positive), negative.merge(other.negative));
    }
}
