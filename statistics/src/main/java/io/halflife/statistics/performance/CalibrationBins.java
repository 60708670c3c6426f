// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Predicted against observed frequency in ten bins of equal width, bin = min(9, ⌊10p⌋): expected
 * calibration error.
 *
 * <p>ECE = Σ (n_b/n)·|mean p − mean y| = Σ |Σ(p − y)|/n over the bins b. It is biased upward when
 * rows are few: even calibrated scores have about Σ_b √(p̄_b(1 − p̄_b)·n_b·2/π)/n, so it is to be
 * read beside n. Rounding errs by about n·2⁻⁵³. No rows: {@link Status#INSUFFICIENT_DATA}. Not safe
 * for use by several threads while rows are added.
 *
 * <p>Source: Naeini, Cooper &amp; Hauskrecht 2015, doi:10.1609/aaai.v29i1.9602.
 */
public final class CalibrationBins implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int BINS = 10;

    private final double[] gaps = new double[BINS];
    private long n;

    /**
     * Adds rows of one class that were given this probability of being positive.
     *
     * @param probability in [0, 1]
     * @param rows 0 or more
     * @throws IllegalArgumentException for anything else
     */
    public void add(double probability, boolean positive, long rows) {
        requireProbability(probability);
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be 0 or more: " + rows);
        }
        int bin = Math.min(BINS - 1, (int) (BINS * probability));
        gaps[bin] += rows * (positive ? probability - 1 : probability);
        n = Math.addExact(n, rows);
    }

    static void requireProbability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be in [0, 1]: " + probability);
        }
    }

    /** Both sets of rows as one, as a new object. */
    public CalibrationBins merge(CalibrationBins other) {
        CalibrationBins both = copy();
        for (int bin = 0; bin < BINS; bin++) {
            both.gaps[bin] += other.gaps[bin];
        }
        both.n = Math.addExact(n, other.n);
        return both;
    }

    CalibrationBins copy() {
        CalibrationBins copy = new CalibrationBins();
        System.arraycopy(gaps, 0, copy.gaps, 0, BINS);
        copy.n = n;
        return copy;
    }

    /** How many rows. */
    public long n() {
        return n;
    }

    /** The expected calibration error, in [0, 1]. */
    public Figure error() {
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        return n == 0 ? Figure.undefined(Status.INSUFFICIENT_DATA) : Figure.of(sum / n);
    }
}
