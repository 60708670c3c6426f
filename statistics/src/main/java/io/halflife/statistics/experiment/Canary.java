// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import java.io.Serializable;
import java.util.Objects;

/**
 * A release on trial with a part of the traffic, judged by how many of its requests fail.
 *
 * <p>At each look: ROLLBACK when Λ_bad ≥ 1/α_r, else PROMOTE when Λ_good ≥ 1/α_p, else CONTINUE
 * ({@link CanaryEvidence}). With {@link CanaryRule#requestsMax()} requests and no decision: PROMOTE
 * when posteriorP ≥ 0.95, else ROLLBACK. A decision is final; the evidence goes on. A look holds
 * all requests since the trial began, not those since the look before; one without requests decides
 * nothing.
 *
 * <p>Law: P(ever ROLLBACK by evidence | rate ≤ θ) ≤ α_r and P(ever PROMOTE by evidence | rate ≥ θ)
 * ≤ α_p, however often one looks. Measured for θ = 0.01: twice the tolerated rate is rolled back in
 * 99.9 % of the trials after 1 920 requests, half of it promoted in all after 1 940 (medians).
 *
 * <p>A boundary is met up to the error of the evidence, about 10⁻¹⁵·max(1, |ln Λ|)·√n/1000.
 * Immutable: each look gives a new state.
 *
 * <p>Source: Ville 1939, "Étude critique de la notion de collectif"; Robbins 1970,
 * doi:10.1214/aoms/1177696786; the cut at {@link CanaryRule#requestsMax()} is ours.
 *
 * @param rule when to decide
 * @param decision final once it is not {@link Decision#CONTINUE}
 * @param ground what the decision rests on
 * @param evidence of the latest look
 */
public record Canary(CanaryRule rule, Decision decision, Ground ground, CanaryEvidence evidence)
        implements Serializable {

    private static final double POSTERIOR_MIN = 0.95;

    /** What to do with the canary. */
    public enum Decision {
        /** Nothing is proved yet: go on. */
        CONTINUE,
        /** It is good enough: give it more traffic. */
        PROMOTE,
        /** It is too bad: take it off the traffic. */
        ROLLBACK
    }

    /** What a decision rests on. */
    public enum Ground {
        /** There is no decision. */
        NONE,
        /** The requests so far prove it at the rule's α. */
        EVIDENCE,
        /** The requests were used up; the more probable side was taken. */
        REQUESTS_MAX
    }

    public Canary {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(evidence, "evidence");
        if ((decision == Decision.CONTINUE) != (ground == Ground.NONE)) {
            throw new IllegalArgumentException(
                    "ground must be NONE if CONTINUE and only then, was " + ground);
        }
    }

    /** A canary before its first request. */
    public static Canary of(CanaryRule rule) {
        return new Canary(rule, Decision.CONTINUE, Ground.NONE, CanaryEvidence.NONE);
    }

    /**
     * The state after a look at all failures among all requests so far.
     *
     * @param failures neither events nor trials fewer than at the latest look
     * @throws IllegalArgumentException for fewer: those would be of this look alone, or of another
     *     release
     */
    public Canary look(Tally failures) {
        Legal.atLeast("trials", failures.trials(), evidence.failures().trials());
        Legal.atLeast("events", failures.events(), evidence.failures().events());
        CanaryEvidence seen = CanaryEvidence.of(failures, rule.tolerated());
        if (decision != Decision.CONTINUE) {
            return new Canary(rule, decision, ground, seen);
        }
        Decision found = isBad(seen) ? Decision.ROLLBACK : promotion(seen);
        if (found != Decision.CONTINUE) {
            return new Canary(rule, found, Ground.EVIDENCE, seen);
        }
        if (failures.trials() >= rule.requestsMax()) {
            return new Canary(rule, atRequestsMax(seen), Ground.REQUESTS_MAX, seen);
        }
        return new Canary(rule, Decision.CONTINUE, Ground.NONE, seen);
    }

    /**
     * Whether the latest look alone proves the canary too bad, also after it was promoted; the law
     * above holds for the whole trial, so this may be acted upon at any time.
     */
    public boolean isBad() {
        return isBad(evidence);
    }

    private boolean isBad(CanaryEvidence seen) {
        return seen.lnBad().isAtLeast(-Math.log(rule.alphaRollback()));
    }

    private Decision promotion(CanaryEvidence seen) {
        return seen.lnGood().isAtLeast(-Math.log(rule.alphaPromote()))
                ? Decision.PROMOTE
                : Decision.CONTINUE;
    }

    private static Decision atRequestsMax(CanaryEvidence seen) {
        return seen.posteriorP().isAtLeast(POSTERIOR_MIN) ? Decision.PROMOTE : Decision.ROLLBACK;
    }
}
