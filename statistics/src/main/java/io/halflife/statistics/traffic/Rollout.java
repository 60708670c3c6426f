// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.traffic;

import io.halflife.statistics.experiment.Canary;
import io.halflife.statistics.experiment.Canary.Decision;
import io.halflife.statistics.experiment.Tally;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How far a new release has taken over the traffic.
 *
 * <p>A stage is left upwards when its own requests, counted from {@link #since()}, say PROMOTE, are
 * at least the zero-failure requests of the rule, and the stage has lasted its least time. It ends
 * the rollout when they say ROLLBACK, also while it waits after PROMOTE: then nobody sees the
 * release any more. After the last stage it is complete. What is over does not change again.
 *
 * <p>Law: until it is rolled back, the exposed buckets only grow, so that no user who saw the new
 * release is sent back to the old one by a promotion. Shares and times are exact; the errors of the
 * decisions are those of {@link Canary}. Immutable: each look gives a new state.
 *
 * <p>Source: Beyer et al. 2018, "The Site Reliability Workbook", ch. 16, ISBN 978-1-4920-2950-2 (it
 * has no DOI), for canaries in stages; the stages and waits are ours.
 *
 * @param plan the stages
 * @param stage index of the current one, the last one reached when over
 * @param since when the current stage began; its requests are counted from here
 * @param canary the current stage's requests, judged
 * @param state whether it goes on
 */
public record Rollout(RolloutPlan plan, int stage, Instant since, Canary canary, State state)
        implements Serializable {

    /** Whether a rollout goes on. */
    public enum State {
        /** A stage is being watched. */
        RUNNING,
        /** All stages were passed: everybody sees the new release. */
        COMPLETE,
        /** Nobody sees it. */
        ROLLED_BACK
    }

    public Rollout {
        int stages = plan.stages().size();
        if (stage < 0 || stage >= stages) {
            throw new IllegalArgumentException(
                    "stage must be in [0, " + stages + "), was " + stage);
        }
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(canary, "canary");
        Objects.requireNonNull(state, "state");
    }

    /** The first stage, beginning now. */
    public static Rollout start(RolloutPlan plan, Instant now) {
        return new Rollout(plan, 0, now, Canary.of(plan.rule()), State.RUNNING);
    }

    /**
     * The state after a look.
     *
     * @param failures of all requests to the new release since {@link #since()}; neither events nor
     *     trials fewer than at the latest look of this stage
     * @param now not before {@link #since()}
     */
    public Rollout look(Tally failures, Instant now) {
        if (now.isBefore(since)) {
            throw new IllegalArgumentException(
                    "now must not be before the stage's begin, " + since + ", was " + now);
        }
        if (state != State.RUNNING) {
            return this;
        }
        Canary next = canary.look(failures);
        if (next.decision() == Decision.ROLLBACK || next.isBad()) {
            return new Rollout(plan, stage, since, next, State.ROLLED_BACK);
        }
        if (!isPassed(next, now)) {
            return new Rollout(plan, stage, since, next, State.RUNNING);
        }
        return stage == plan.stages().size() - 1
                ? new Rollout(plan, stage, since, next, State.COMPLETE)
                : new Rollout(plan, stage + 1, now, Canary.of(plan.rule()), State.RUNNING);
    }

    private boolean isPassed(Canary next, Instant now) {
        return next.decision() == Decision.PROMOTE
                && next.evidence().failures().trials() >= plan.rule().zeroFailureRequests()
                && Duration.between(since, now).compareTo(plan.stageTimeMin()) >= 0;
    }

    /** The share of the traffic that the new release has, in basis points; 0 when rolled back. */
    public int exposedBasisPoints() {
        return state == State.ROLLED_BACK ? 0 : plan.stages().get(stage);
    }

    /** Whether users of this bucket see the new release: those of the first buckets do. */
    public boolean exposes(int bucket) {
        if (bucket < 0 || bucket >= Bucket.COUNT) {
            throw new IllegalArgumentException(
                    "bucket must be in [0, " + Bucket.COUNT + "), was " + bucket);
        }
        return bucket < exposedBasisPoints();
    }
}
