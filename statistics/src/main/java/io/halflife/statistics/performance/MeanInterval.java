// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Normal interval of a mean over rows: value ± z·se, cut to where the metric can lie, z the (1 +
 * confidence)/2 quantile of the standard normal distribution.
 *
 * <p>Honest for means of many rows with finite variance (central limit theorem); its coverage falls
 * short for few rows or heavy tails. Undefined, for the same reason, when value or standard error
 * is; {@link Status#DEGENERATE} for a standard error of 0, which is no certainty but rows without
 * spread. An infinite value or error gives {@link Status#ERROR}.
 *
 * <p>Source: van der Vaart 1998, Asymptotic Statistics, §2, doi:10.1017/CBO9780511802256.
 */
public final class MeanInterval {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private MeanInterval() {}

    /**
     * The interval.
     *
     * @param least no end is below this
     * @param most no end is above this
     * @param confidence in (0, 1), for example 0.95
     * @throws IllegalArgumentException for a confidence outside (0, 1)
     */
    public static Interval within(
            double least, double most, Figure value, Figure standardError, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1): " + confidence);
        }
        if (!value.isDefined() || !standardError.isDefined()) {
            return Interval.undefined(value.isDefined() ? standardError.status() : value.status());
        }
        if (!Double.isFinite(value.value()) || !Double.isFinite(standardError.value())) {
            return Interval.undefined(Status.ERROR);
        }
        double half =
                NORMAL.inverseSurvivalProbability((1 - confidence) / 2) * standardError.value();
        if (half == 0) {
            return Interval.undefined(Status.DEGENERATE);
        }
        double low = Math.max(least, value.value() - half);
        double high = Math.min(most, value.value() + half);
        return low <= high ? Interval.of(low, high) : Interval.undefined(Status.ERROR);
    }
}
