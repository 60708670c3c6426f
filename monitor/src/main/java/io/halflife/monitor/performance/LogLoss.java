// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.distribution.RunningMoments;

/**
 * Log loss as other tools report it: the mean of −ln of the probability given to the truth, the
 * probability of the positive class first cut to [10⁻¹⁵, 1 − 10⁻¹⁵].
 *
 * <p>The cut is made in double precision, where 1 − (1 − 10⁻¹⁵) is 9.992·10⁻¹⁶: a certain and wrong
 * 1 costs 34.5396, a certain and wrong 0 costs 34.5388. Without the cut above both would cost the
 * same; with it the metric is comparable with scikit-learn's to the last digits.
 */
final class LogLoss {

    private static final double LEAST = 1e-15;

    private final RunningMoments losses = new RunningMoments();

    /** Takes a row; {@code probability} is that of the positive class, in [0, 1]. */
    void add(double probability, boolean positive) {
        double cut = Math.min(Math.max(probability, LEAST), 1 - LEAST);
        losses.add(-Math.log(positive ? cut : 1 - cut));
    }

    Moments moments() {
        return losses.moments();
    }
}
