// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import java.util.SplittableRandom;

/**
 * The arrays that both sides compare: bell-shaped, mean 0 in the reference and shifted a little
 * further for each feature in the window.
 *
 * <p>Law: {@code peers/ks_2samp.py} makes the same arrays to the last bit. Each value is the sum of
 * four uniform numbers of SplitMix64, scaled to variance 1, in steps that IEEE 754 defines.
 */
public final class Samples {

    private static final double SHIFT_STEP = 0.002;
    private static final double SQRT_3 = 1.7320508075688772;

    private final double[][] references;
    private final double[][] currents;

    Samples(int features, int rows) {
        references = new double[features][];
        currents = new double[features][];
        for (int f = 0; f < features; f++) {
            references[f] = sample(2L * f, rows, 0);
            currents[f] = sample(2L * f + 1, rows, SHIFT_STEP * f);
        }
    }

    public static double[] sample(long seed, int rows, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            double sum = uniform(random) + uniform(random) + uniform(random) + uniform(random);
            values[i] = (sum - 2) * SQRT_3 + shift;
        }
        return values;
    }

    private static double uniform(SplittableRandom random) {
        return (random.nextLong() >>> 11) * 0x1p-53;
    }

    int features() {
        return references.length;
    }

    int rows() {
        return references[0].length;
    }

    /** Not a copy: read only. */
    double[] reference(int feature) {
        return references[feature];
    }

    /** Not a copy: read only. */
    double[] current(int feature) {
        return currents[feature];
    }
}
