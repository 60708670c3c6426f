// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random waves whose mean over a sample stands for all of it: the discrepancy of two samples of any
 * size from two vectors.
 *
 * <p>z(x) = √(2/D)·cos(Wx + b), D waves, frequencies W from the normal distribution of variance 2γ,
 * phases b even in [0, 2π). Then z(x)·z(y) ≈ exp(−γ‖x − y‖²) with an error of about 1/√D, and
 * {@link FeatureMean#discrepancy} ≈ the biased {@link KernelDiscrepancy}. Same seed, same waves.
 * Immutable.
 *
 * <p>Source: Rahimi &amp; Recht 2007, "Random Features for Large-Scale Kernel Machines", NIPS 20.
 */
public final class RandomFeatures implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The usual D. */
    public static final int WAVES = 512;

    private final double[][] frequencies;
    private final double[] phases;
    private final int columns;

    private RandomFeatures(int columns, double[][] frequencies, double[] phases) {
        this.columns = columns;
        this.frequencies = frequencies;
        this.phases = phases;
    }

    /**
     * {@link #WAVES} waves for rows of so many columns.
     *
     * @param columns at least 1
     * @param gamma of the kernel, positive
     */
    public static RandomFeatures of(int columns, double gamma, long seed) {
        KernelDiscrepancy.requireGamma(gamma);
        if (columns < 1) {
            throw new IllegalArgumentException("columns must be at least 1, were " + columns);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Gaussians gaussians = new Gaussians(random);
        double[][] frequencies = new double[WAVES][columns];
        double[] phases = new double[WAVES];
        for (int i = 0; i < WAVES; i++) {
            for (int j = 0; j < columns; j++) {
                frequencies[i][j] = Math.sqrt(2 * gamma) * gaussians.next();
            }
            phases[i] = 2 * Math.PI * random.nextDouble();
        }
        return new RandomFeatures(columns, frequencies, phases);
    }

    /**
     * Waves that were drawn elsewhere; the arrays are copied.
     *
     * @param frequencies for each wave one of each column
     * @param phases one of each wave
     */
    public static RandomFeatures ofWaves(double[][] frequencies, double[] phases) {
        if (frequencies.length == 0 || frequencies.length != phases.length) {
            throw new IllegalArgumentException(
                    "waves must be one or more with one phase each, were "
                            + frequencies.length
                            + " with "
                            + phases.length);
        }
        Rows checked = Rows.of(frequencies[0].length, frequencies);
        KernelDiscrepancy.requireFinite(checked);
        double[][] copies = new double[frequencies.length][];
        Arrays.setAll(copies, i -> frequencies[i].clone());
        return new RandomFeatures(checked.columns(), copies, phases.clone());
    }

    /** How many waves. */
    public int waves() {
        return phases.length;
    }

    /** The waves of a sample: the sum of z over its rows. */
    public FeatureMean of(Rows rows) {
        rows.requireColumnsOf(columns);
        KernelDiscrepancy.requireFinite(rows);
        double[] sums = new double[phases.length];
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += Math.cos(angle(rows, row, i));
            }
        }
        return new FeatureMean(fingerprint(), rows.size(), sums);
    }

    private double angle(Rows rows, int row, int wave) {
        double angle = phases[wave];
        for (int j = 0; j < columns; j++) {
            angle += frequencies[wave][j] * rows.get(row, j);
        }
        return angle;
    }

    private int fingerprint() {
        return 31 * Arrays.deepHashCode(frequencies) + Arrays.hashCode(phases);
    }

    /** Normal variates in pairs, by Marsaglia's polar method (1964, doi:10.1137/1006063). */
    private static final class Gaussians {

        private final SplittableRandom random;
        private double spare = Double.NaN;

        Gaussians(SplittableRandom random) {
            this.random = random;
        }

        double next() {
            if (!Double.isNaN(spare)) {
                double kept = spare;
                spare = Double.NaN;
                return kept;
            }
            while (true) {
                double u = 2 * random.nextDouble() - 1;
                double v = 2 * random.nextDouble() - 1;
                double square = u * u + v * v;
                if (square > 0 && square < 1) {
                    double factor = Math.sqrt(-2 * Math.log(square) / square);
                    spare = v * factor;
                    return u * factor;
                }
            }
        }
    }
}
