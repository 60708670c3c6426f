// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;

/**
 * Hybrid score interval of the difference of two independent proportions: honest at shares of 0 and
 * 1, where the textbook interval has width 0.
 *
 * <p>With p̂₁ = k₁/n₁, p̂₂ = k₂/n₂, d = p̂₁ − p̂₂ and (l, u) the {@link Wilson} intervals of each
 * at the same confidence: [d − √((p̂₁ − l₁)² + (u₂ − p̂₂)²), d + √((u₁ − p̂₁)² + (p̂₂ − l₂)²)],
 * within [−1, 1].
 *
 * <p>A side without trials: undefined, INSUFFICIENT_DATA. Error: rounding only, about 10⁻¹⁶
 * absolute.
 *
 * <p>Source: Newcombe 1998,
 * doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I (method 10).
 */
public final class Newcombe {

    private Newcombe() {}

    /**
     * The interval of k₁/n₁ − k₂/n₂.
     *
     * @param confidence in (0, 1), for example 0.95
     * @throws IllegalArgumentException for counts that are no proportion and for any other
     *     confidence
     */
    public static Interval interval(long k1, long n1, long k2, long n2, double confidence) {
        Checks.counts("k1", k1, "n1", n1);
        Checks.counts("k2", k2, "n2", n2);
        Checks.confidence(confidence);
        if (n1 == 0 || n2 == 0) {
            return Interval.undefined(Status.INSUFFICIENT_DATA);
        }
        Interval first = Wilson.interval(k1, n1, confidence);
        Interval second = Wilson.interval(k2, n2, confidence);
        double p1 = (double) k1 / n1;
        double p2 = (double) k2 / n2;
        double difference = TwoProportions.difference(k1, n1, k2, n2);
        double down = Math.hypot(p1 - first.low(), second.high() - p2);
        double up = Math.hypot(first.high() - p1, p2 - second.low());
        return Interval.of(Math.max(-1, difference - down), Math.min(1, difference + up));
    }
}
