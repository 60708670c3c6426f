// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import java.io.Serializable;

/**
 * When a canary has failed enough or proved enough.
 *
 * <p>Bad arguments are refused; nothing here is undefined. {@link #zeroFailureRequests()} may be
 * off by 1 where ln 0.05/ln(1 − θ) is within 10⁻¹⁵ of itself of a whole number, and beyond 2⁵³ has
 * the relative error of a double.
 *
 * <p>Source: Ville 1939, "Étude critique de la notion de collectif" (a level 1/α holds for ever);
 * Hanley &amp; Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031 (zero failures); the
 * defaults are ours.
 *
 * @param tolerated θ, the greatest failure rate that is still accepted, in (0, 1)
 * @param alphaRollback chance to ever roll back a canary whose rate is at or below θ, in (0, 1)
 * @param alphaPromote chance to ever promote one whose rate is at or above θ, in (0, 1)
 * @param requestsMax the number of requests after which a decision is made anyway, at least 1
 */
public record CanaryRule(
        double tolerated, double alphaRollback, double alphaPromote, long requestsMax)
        implements Serializable {

    /** What {@link #of} takes for {@link #alphaRollback()}. */
    public static final double ALPHA_ROLLBACK = 0.01;

    /** What {@link #of} takes for {@link #alphaPromote()}. */
    public static final double ALPHA_PROMOTE = 0.05;

    private static final double ZERO_FAILURE_CHANCE = 0.05;
    private static final long MAX_PER_ZERO_FAILURE = 20;

    public CanaryRule {
        Legal.share("tolerated", tolerated);
        Legal.share("alphaRollback", alphaRollback);
        Legal.share("alphaPromote", alphaPromote);
        Legal.atLeast("requestsMax", requestsMax, 1);
    }

    /** The rule with all defaults: α 0.01 and 0.05, at most 20 × the zero-failure requests. */
    public static CanaryRule of(double tolerated) {
        long least = zeroFailureRequests(tolerated);
        long most =
                least > Long.MAX_VALUE / MAX_PER_ZERO_FAILURE
                        ? Long.MAX_VALUE
                        : least * MAX_PER_ZERO_FAILURE;
        return new CanaryRule(tolerated, ALPHA_ROLLBACK, ALPHA_PROMOTE, most);
    }

    /**
     * This rule for one of several stages, such that the chance of a false rollback in any of them
     * keeps to {@link #alphaRollback()}: α/stages each (Bonferroni).
     *
     * @param stages at least 1
     */
    public CanaryRule sharedBy(int stages) {
        double each = alphaRollback / Legal.atLeast("stages", stages, 1);
        return new CanaryRule(tolerated, each, alphaPromote, requestsMax);
    }

    /** This rule with another {@link #requestsMax()}. */
    public CanaryRule withRequestsMax(long requests) {
        return new CanaryRule(tolerated, alphaRollback, alphaPromote, requests);
    }

    /**
     * The fewest requests whose success, all of them, makes a rate of θ or more implausible: the
     * smallest n with (1 − θ)ⁿ ≤ 0.05, ⌈ln 0.05/ln(1 − θ)⌉; at most {@link Long#MAX_VALUE}.
     */
    public long zeroFailureRequests() {
        return zeroFailureRequests(tolerated);
    }

    private static long zeroFailureRequests(double tolerated) {
        double least =
                Math.log(ZERO_FAILURE_CHANCE) / Math.log1p(-Legal.share("tolerated", tolerated));
        return (long) Math.ceil(least);
    }
}
