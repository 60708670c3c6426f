// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import java.util.SplittableRandom;

/** Random counts. */
final class Draws {

    private Draws() {}

    /** How many of n independent trials succeed. */
    static long binomial(SplittableRandom random, long n, double p) {
        long successes = 0;
        for (long i = 0; i < n; i++) {
            successes += random.nextDouble() < p ? 1 : 0;
        }
        return successes;
    }

    /** A proportion that scatters from day to day, kept inside (0, 1). */
    static double scattered(SplittableRandom random, double p, double deviation) {
        double drawn = deviation == 0 ? p : p + deviation * random.nextGaussian();
        return Math.min(0.9999, Math.max(0.0001, drawn));
    }
}
