// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import io.halflife.statistics.experiment.Canary.Decision;
import java.io.Serializable;
import java.util.Objects;

/**
 * A canary judged against the release that serves beside it, for services whose failure rate moves
 * with the day.
 *
 * <p>Two {@link SequentialTest}s of canary − serving run side by side, one at α_r, one at α_p.
 * ROLLBACK when the first finds the canary's failure rate higher, or when the fixed rule ({@link
 * Canary}) proves it above the tolerated rate θ, whatever the serving release does; else PROMOTE
 * when the second finds it lower; else CONTINUE until {@link CanaryRule#requestsMax()}, where the
 * fixed rule decides. A canary that is just as good as the serving release is thus promoted by the
 * fixed rule at the end, not before. Evidence counts only once both releases have 10 failures and
 * 10 successes; the fixed rule knows no such floor.
 *
 * <p>Law: P(ever ROLLBACK by comparison | equal rates) ≤ α_r up to the normal approximation, and
 * that of a rollback by the fixed rule keeps to {@link Canary}'s. A decision is final. The errors
 * are those of {@link SequentialTest} and {@link Canary}. Immutable: each look gives a new state.
 *
 * <p>Source: those of {@link SequentialTest} and {@link CanaryEvidence}; joining the two is ours.
 *
 * @param fixed the rule against θ; its ROLLBACK is the hard stop
 * @param worse treatment is the canary, at α_r
 * @param better treatment is the canary, at α_p
 * @param decision final once it is not {@link Decision#CONTINUE}
 */
public record LiveCanary(
        Canary fixed, SequentialTest worse, SequentialTest better, Decision decision)
        implements Serializable {

    public LiveCanary {
        Objects.requireNonNull(fixed, "fixed");
        Objects.requireNonNull(worse, "worse");
        Objects.requireNonNull(better, "better");
        Objects.requireNonNull(decision, "decision");
    }

    /**
     * A canary before its first request.
     *
     * @param tau the smallest difference of failure rates that matters, positive
     */
    public static LiveCanary of(CanaryRule rule, double tau) {
        return new LiveCanary(
                Canary.of(rule),
                SequentialTest.planned(tau, rule.alphaRollback()),
                SequentialTest.planned(tau, rule.alphaPromote()),
                Decision.CONTINUE);
    }

    /**
     * The state after a look at all failures among all requests so far, of both releases.
     *
     * @param serving of the serving release since the trial began; that it does not fall is the
     *     caller's to see to
     * @param canary neither events nor trials fewer than at the latest look, else refused
     */
    public LiveCanary look(Tally serving, Tally canary) {
        Canary nextFixed = fixed.look(canary);
        SequentialTest nextWorse = worse.look(serving, canary);
        SequentialTest nextBetter = better.look(serving, canary);
        Decision next =
                decision == Decision.CONTINUE
                        ? decide(nextFixed, nextWorse.verdict(), nextBetter.verdict())
                        : decision;
        return new LiveCanary(nextFixed, nextWorse, nextBetter, next);
    }

    /** The fixed rule may have promoted long ago, which here decides nothing; a stop still does. */
    private static Decision decide(Canary fixed, Verdict worse, Verdict better) {
        if (fixed.isBad() || worse == Verdict.TREATMENT_HIGHER) {
            return Decision.ROLLBACK;
        }
        if (better == Verdict.CONTROL_HIGHER) {
            return Decision.PROMOTE;
        }
        boolean usedUp = fixed.evidence().failures().trials() >= fixed.rule().requestsMax();
        return usedUp ? fixed.decision() : Decision.CONTINUE;
    }
}
