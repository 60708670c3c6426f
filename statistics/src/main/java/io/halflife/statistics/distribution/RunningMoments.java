// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

/**
 * Moments of values that come one by one and are not kept.
 *
 * <p>Welford's recurrence (1962, doi:10.1080/00401706.1962.10490022): the relative error of the
 * mean grows like √n·2⁻⁵³. Non-finite values are ignored. Not safe for use by several threads.
 */
public final class RunningMoments {

    private long n;
    private double mean;
    private double m2;

    /** Adds a value. */
    public void add(double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        n++;
        double delta = value - mean;
        mean += delta / n;
        m2 += delta * (value - mean);
    }

    /** The moments of what was added so far. */
    public Moments moments() {
        return n == 0 ? Moments.EMPTY : new Moments(n, mean, m2);
    }
}
