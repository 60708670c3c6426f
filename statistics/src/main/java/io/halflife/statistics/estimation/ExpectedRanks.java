// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How many rows, expected positives and variances lie in each of {@link #BINS} bins of calibrated
 * probability: what the expected area under the ROC curve needs. Only bins with rows are kept.
 * Immutable.
 */
final class ExpectedRanks implements Serializable {

    private static final long serialVersionUID = 1L;

    static final int BINS = 4096;

    /** By bin, ascending: its number, its rows, and in units its positives and variances. */
    private final long[][] bins;

    private ExpectedRanks(long[][] bins) {
        this.bins = bins;
    }

    /** Adds rows to bins. */
    static final class Accumulator {

        private final long[][] bins = new long[BINS][];

        void add(double probability, long truth, long variance) {
            int number = Math.min(BINS - 1, (int) (BINS * probability));
            put(new long[] {number, 1, truth, variance});
        }

        private void put(long[] bin) {
            long[] before = bins[(int) bin[0]];
            if (before == null) {
                bins[(int) bin[0]] = bin.clone();
                return;
            }
            for (int i = 1; i < bin.length; i++) {
                before[i] = Math.addExact(before[i], bin[i]);
            }
        }

        ExpectedRanks ranks() {
            return new ExpectedRanks(
                    Arrays.stream(bins)
                            .filter(bin -> bin != null)
                            .map(long[]::clone)
                            .toArray(long[][]::new));
        }
    }

    ExpectedRanks merge(ExpectedRanks other) {
        Accumulator both = new Accumulator();
        for (long[] bin : bins) {
            both.put(bin);
        }
        for (long[] bin : other.bins) {
            both.put(bin);
        }
        return both.ranks();
    }

    /** Degenerate when no positive or no negative is expected. */
    Expectation rocAuc(double unit) {
        double positives = 0;
        double negatives = 0;
        double right = 0;
        for (long[] bin : bins) {
            double p = bin[2] * unit;
            double n = bin[1] - p;
            right += p * (negatives + n / 2);
            positives += p;
            negatives += n;
        }
        if (!(positives > 0) || !(negatives > 0)) {
            return ExpectedOutcomes.none(Status.DEGENERATE);
        }
        double area = Math.min(1, right / positives / negatives);
        return new Expectation(
                Figure.of(area), Figure.of(Math.sqrt(variance(unit, area, positives, negatives))));
    }

    /** Of the area, by what one more true label in each bin would change. */
    private double variance(double unit, double area, double positives, double negatives) {
        double pairs = positives * negatives;
        double shift = area * (1 / positives - 1 / negatives);
        double below = 0;
        double above = positives;
        double variance = 0;
        for (long[] bin : bins) {
            double p = bin[2] * unit;
            double n = bin[1] - p;
            above -= p;
            double change = (below + n / 2 - above - p / 2) / pairs - shift;
            variance += bin[3] * unit * change * change;
            below += n;
        }
        return variance;
    }
}
