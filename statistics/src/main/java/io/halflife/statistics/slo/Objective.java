// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.slo;

import io.halflife.statistics.figure.Figure;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * A promise: this share of the requests of a period is good.
 *
 * <p>budget = 1 − share is what may go wrong. It is taken from the decimal that was written: 0.9999
 * leaves exactly 0.0001, which 1 − 0.9999 in doubles misses in the 13th digit.
 *
 * <p>Source: Beyer et al. 2018, "The Site Reliability Workbook", ch. 2 and 5, ISBN
 * 978-1-4920-2950-2 (it has no DOI).
 *
 * @param share of good requests, in (0, 1)
 * @param period over which the budget may be spent, positive
 */
public record Objective(double share, Duration period) implements Serializable {

    /** The period of {@link #of}. */
    public static final Duration PERIOD = Duration.ofDays(30);

    private static final double SECONDS_PER_MINUTE = 60;
    private static final double NANOS_PER_SECOND = 1e9;

    public Objective {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be in (0, 1), was " + share);
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period must be positive, was " + period);
        }
    }

    /** The promise over 30 days. */
    public static Objective of(double share) {
        return new Objective(share, PERIOD);
    }

    /** The share of requests that may be bad, in (0, 1). */
    public double budget() {
        return exactBudget().doubleValue();
    }

    BigDecimal exactBudget() {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(share));
    }

    /** How long the service may be down in a period, if it is down or up: budget·period. */
    public double downtimeMinutes() {
        return budget() * seconds(period) / SECONDS_PER_MINUTE;
    }

    /**
     * How fast the budget goes: (bad/total)/budget. At 1 it lasts exactly the period. Undefined
     * without requests.
     */
    public Figure burnRate(Requests requests) {
        return requests.badShare().map(bad -> bad / budget());
    }

    /**
     * What is left of the budget if these are all requests of the period so far: 1 −
     * bad/(total·budget). 1 is all of it, 0 nothing, below 0 the promise is broken. Undefined
     * without requests.
     */
    public Figure budgetRemaining(Requests requests) {
        return burnRate(requests).map(burn -> 1 - burn);
    }

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }
}
