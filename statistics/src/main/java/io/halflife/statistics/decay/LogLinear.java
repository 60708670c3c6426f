// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

/**
 * Where a curve h(t) = A·e^(−λt) might lie: the weighted line through ln h, weights wh², heights
 * that are not above 0 left out; with fewer than three such heights or all at one time the mean
 * height and λ = 0. The logarithm of a noisy height is biased and its weight is random, so this
 * crosses a threshold up to 36 % late: it is a place to look at, not a result.
 */
final class LogLinear {

    private static final int ROWS_MIN = 3;

    private LogLinear() {}

    /** The curve; its height is at or below 0 where the mean is. */
    static Exponential of(double[] t, double[] heights, double[] weights) {
        double weight = 0;
        double meanTime = 0;
        double meanLog = 0;
        int rows = 0;
        for (int i = 0; i < t.length; i++) {
            if (heights[i] > 0) {
                double w = weights[i] * heights[i] * heights[i];
                rows++;
                weight += w;
                meanTime += w * t[i];
                meanLog += w * Math.log(heights[i]);
            }
        }
        meanTime /= weight;
        meanLog /= weight;
        double spread = 0;
        double shared = 0;
        for (int i = 0; i < t.length; i++) {
            if (heights[i] > 0) {
                double w = weights[i] * heights[i] * heights[i];
                spread += w * (t[i] - meanTime) * (t[i] - meanTime);
                shared += w * (t[i] - meanTime) * (Math.log(heights[i]) - meanLog);
            }
        }
        if (rows < ROWS_MIN || !(spread > 0)) {
            return new Exponential(mean(heights), 0);
        }
        double rate = -shared / spread;
        return new Exponential(Math.exp(meanLog + rate * meanTime), rate);
    }

    private static double mean(double[] heights) {
        double sum = 0;
        for (double height : heights) {
            sum += height;
        }
        return sum / heights.length;
    }
}
