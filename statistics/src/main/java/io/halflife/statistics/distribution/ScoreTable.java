// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.io.Serializable;
import java.util.Objects;

/**
 * The scores a binary model gave to rows that turned out positive and to rows that turned out
 * negative: all that ROC AUC and average precision need.
 *
 * <p>Law: merging two halves equals the whole.
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
     */
    public static ScoreTable of(double[] scores, boolean[] positives, int from, int to) {
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
        return positive.size() + negative.size();
    }

    /** Both tables as one. */
    public ScoreTable merge(ScoreTable other) {
        return new ScoreTable(positive.merge(other.positive), negative.merge(other.negative));
    }
}
