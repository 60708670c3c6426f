// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import java.util.SplittableRandom;

/**
 * Hourly windows of a feature in which nothing drifts: Gaussian AR(1) of variance 1, plus a sine of
 * the hour of the day.
 */
final class FeatureStream {

    static final int HOURS = 24;

    private final SplittableRandom random;
    private final int rows;
    private final double phi;
    private final double season;
    private double state;
    private int hour;

    /**
     * @param rows values of a window
     * @param phi correlation of neighbouring values
     * @param season amplitude over the day, in standard deviations
     */
    FeatureStream(SplittableRandom random, int rows, double phi, double season) {
        this.random = random;
        this.rows = rows;
        this.phi = phi;
        this.season = season;
        this.state = random.nextGaussian();
    }

    /** The values of the next hour. */
    double[] next() {
        double fresh = Math.sqrt(1 - phi * phi);
        double level = season * Math.sin(2 * Math.PI * (hour++ % HOURS) / HOURS);
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            state = phi * state + fresh * random.nextGaussian();
            values[i] = level + state;
        }
        return values;
    }
}
