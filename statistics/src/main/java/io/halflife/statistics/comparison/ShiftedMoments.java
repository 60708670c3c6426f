// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.EmpiricalDistribution;

/**
 * Count, mean less an origin, and sum of squared deviations of finite values. Values near the
 * origin are subtracted from it without error (Sterbenz), so means that differ little at a large
 * offset keep the digits of their difference.
 */
record ShiftedMoments(long n, double mean, double m2) {

    /** Two passes over the finite runs. */
    static ShiftedMoments of(EmpiricalDistribution values, double origin) {
        long n = values.moments().n();
        CompensatedSum sum = new CompensatedSum();
        for (int i = values.firstFinite(); i < values.finiteEnd(); i++) {
            sum.add(values.count(i) * (values.value(i) - origin));
        }
        double mean = sum.value() / n;
        CompensatedSum squares = new CompensatedSum();
        CompensatedSum rest = new CompensatedSum();
        for (int i = values.firstFinite(); i < values.finiteEnd(); i++) {
            double deviation = values.value(i) - origin - mean;
            squares.add(values.count(i) * deviation * deviation);
            rest.add(values.count(i) * deviation);
        }
        double m2 = squares.value() - rest.value() * rest.value() / n;
        return new ShiftedMoments(n, mean, Math.max(0, m2));
    }

    /** The squared standard error of the mean, s²/n. */
    double errorSquared() {
        return m2 / (n - 1) / n;
    }

    double pooledStd(ShiftedMoments other) {
        return Math.sqrt((m2 + other.m2) / ((double) n + (double) other.n - 2));
    }
}
