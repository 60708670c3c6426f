// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.estimation;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import java.util.stream.IntStream;

/**
 * The highest probabilities of predictions, and whether the predicted class was right: counted on a
 * grid of 1/4096, in bounded memory. One thread.
 */
public final class TopScores {

    private static final int GRID = 4096;

    private final long[] right = new long[GRID + 1];
    private final long[] wrong = new long[GRID + 1];

    /** Takes a row; what is no probability counts for nothing. */
    public void add(double score, boolean isRight) {
        if (score >= 0 && score <= 1) {
            (isRight ? right : wrong)[(int) Math.round(score * GRID)]++;
        }
    }

    /** Of the rows so far. */
    public ScoreTable table() {
        return new ScoreTable(distribution(right), distribution(wrong));
    }

    private static EmpiricalDistribution distribution(long[] counts) {
        int[] kept = IntStream.rangeClosed(0, GRID).filter(i -> counts[i] > 0).toArray();
        double[] values = IntStream.of(kept).mapToDouble(i -> i / (double) GRID).toArray();
        long[] rows = IntStream.of(kept).mapToLong(i -> counts[i]).toArray();
        return EmpiricalDistribution.ofRuns(values, rows, 0);
    }
}
