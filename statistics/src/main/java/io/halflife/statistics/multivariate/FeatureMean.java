// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * What {@link RandomFeatures} keep of a sample: how many rows, and the sum of their waves.
 *
 * <p>Law: merging is addition, so the halves merged are the whole, up to the rounding of sums,
 * about n·10⁻¹⁶. Immutable.
 *
 * <p>Source: Rahimi &amp; Recht 2007, "Random Features for Large-Scale Kernel Machines", NIPS 20
 * (it has no DOI).
 */
public final class FeatureMean implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int fingerprint;
    private final long n;
    private final double[] sums;

    /** Keeps the array, which nobody else may hold. */
    FeatureMean(int fingerprint, long n, double[] sums) {
        this.fingerprint = fingerprint;
        this.n = n;
        this.sums = sums;
    }

    /** How many rows. */
    public long size() {
        return n;
    }

    /**
     * Both samples as one; they must have met the same waves.
     *
     * @throws ArithmeticException when there are more than 2⁶³ − 1 rows
     */
    public FeatureMean merge(FeatureMean other) {
        requireSameWaves(other);
        double[] merged = sums.clone();
        for (int i = 0; i < merged.length; i++) {
            merged[i] += other.sums[i];
        }
        return new FeatureMean(fingerprint, Math.addExact(n, other.n), merged);
    }

    /**
     * ‖mean z(x) − mean z(y)‖², about the biased {@link KernelDiscrepancy}; {@link
     * Status#INSUFFICIENT_DATA} without a row on a side, {@link Status#ERROR} where the phase of a
     * wave overflowed.
     */
    public Figure discrepancy(FeatureMean other) {
        requireSameWaves(other);
        if (n == 0 || other.n == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double squares = 0;
        for (int i = 0; i < sums.length; i++) {
            double gap = sums[i] / n - other.sums[i] / other.n;
            squares += gap * gap;
        }
        return Double.isFinite(squares)
                ? Figure.of(2 * squares / sums.length)
                : Figure.undefined(Status.ERROR);
    }

    private void requireSameWaves(FeatureMean other) {
        if (fingerprint != other.fingerprint || sums.length != other.sums.length) {
            throw new IllegalArgumentException(
                    "both samples must have met the same waves, were "
                            + sums.length
                            + " and "
                            + other.sums.length
                            + " of different draws");
        }
    }
}
