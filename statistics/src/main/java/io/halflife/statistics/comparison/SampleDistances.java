// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Status;

/**
 * Kolmogorov–Smirnov and Wasserstein-1 of two samples from one pass over their sorted values: half
 * the work where both are wanted. The figures are those of {@link KolmogorovSmirnov#compare} and
 * {@link Wasserstein#compare}, bit for bit.
 *
 * <p>O(distinct values of both sides), nothing allocated per value. Immutable, safe for use by
 * several threads.
 *
 * <p>Error and source: see there.
 */
public final class SampleDistances {

    private final KolmogorovSmirnov.Result kolmogorovSmirnov;
    private final Wasserstein.Result wasserstein;

    private SampleDistances(
            KolmogorovSmirnov.Result kolmogorovSmirnov, Wasserstein.Result wasserstein) {
        this.kolmogorovSmirnov = kolmogorovSmirnov;
        this.wasserstein = wasserstein;
    }

    /** Compares the current values with the reference; with an empty side both are undefined. */
    public static SampleDistances between(
            EmpiricalDistribution reference, EmpiricalDistribution current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return new SampleDistances(
                    KolmogorovSmirnov.Result.undefined(Status.INSUFFICIENT_DATA),
                    Wasserstein.Result.undefined(
                            Status.INSUFFICIENT_DATA,
                            Wasserstein.nonFinite(reference) + Wasserstein.nonFinite(current)));
        }
        DistanceWalk walk = DistanceWalk.over(reference, current);
        return new SampleDistances(
                KolmogorovSmirnov.result(reference, current, walk.largest()),
                Wasserstein.result(reference, walk));
    }

    public KolmogorovSmirnov.Result kolmogorovSmirnov() {
        return kolmogorovSmirnov;
    }

    public Wasserstein.Result wasserstein() {
        return wasserstein;
    }
}
