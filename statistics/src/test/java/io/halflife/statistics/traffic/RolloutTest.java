// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.experiment.Canary;
import io.halflife.statistics.experiment.Canary.Decision;
import io.halflife.statistics.experiment.CanaryRule;
import io.halflife.statistics.experiment.Tally;
import io.halflife.statistics.traffic.Rollout.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final CanaryRule RULE = CanaryRule.of(0.01);
    private static final RolloutPlan PLAN = RolloutPlan.of(RULE);
    private static final Tally GOOD = new Tally(0, 1000);
    private static final Tally BAD = new Tally(50, 1000);
    private static final Tally UNCLEAR = new Tally(10, 1000);

    private static Instant after(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void goodStages_leadToAllTraffic() {
        Rollout rollout = Rollout.start(PLAN, START);
        for (int stage = 0; stage < 5; stage++) {
            assertEquals(State.RUNNING, rollout.state());
            assertEquals(RolloutPlan.STAGES.get(stage), rollout.exposedBasisPoints());
            assertEquals(Canary.of(RULE), rollout.canary(), "fresh counts");
            assertEquals(after(10 * stage), rollout.since());
            rollout = rollout.look(GOOD, after(10 * stage + 10));
        }
        assertEquals(State.COMPLETE, rollout.state());
        assertEquals(10_000, rollout.exposedBasisPoints());
        assertTrue(rollout.exposes(9_999));
    }

    @Test
    void stage_waitsForItsTime() {
        Rollout rollout = Rollout.start(PLAN, START).look(GOOD, after(10).minusNanos(1));
        assertEquals(Decision.PROMOTE, rollout.canary().decision());
        assertEquals(0, rollout.stage());
        assertEquals(1, rollout.look(GOOD, after(10)).stage());
    }

    /** A rule so generous that ten good requests promote: they are still too few to be believed. */
    @Test
    void stage_waitsForTheZeroFailureRequests() {
        CanaryRule hasty = new CanaryRule(0.01, 0.01, 0.95, 10_000);
        Rollout rollout = Rollout.start(RolloutPlan.of(hasty), START);

        Rollout waiting = rollout.look(new Tally(0, 298), after(60));
        assertEquals(Decision.PROMOTE, waiting.canary().decision());
        assertEquals(0, waiting.stage());

        assertEquals(1, waiting.look(new Tally(0, 299), after(60)).stage());
    }

    @Test
    void stage_goesOnWhileNothingIsProved() {
        Rollout rollout = Rollout.start(PLAN, START).look(UNCLEAR, after(600));
        assertEquals(State.RUNNING, rollout.state());
        assertEquals(0, rollout.stage());
        assertEquals(UNCLEAR, rollout.canary().evidence().failures());
    }

    @Test
    void badStage_takesTheReleaseOffAtOnce() {
        Rollout second = Rollout.start(PLAN, START).look(GOOD, after(10));
        Rollout rollout = second.look(BAD, after(11));

        assertEquals(State.ROLLED_BACK, rollout.state());
        assertEquals(0, rollout.exposedBasisPoints());
        assertFalse(rollout.exposes(0));
        assertSame(rollout, rollout.look(GOOD, after(60)), "over is over");
    }

    @Test
    void badStage_takesTheReleaseOffWhileItWaitsAfterPromote() {
        Rollout waiting = Rollout.start(PLAN, START).look(GOOD, after(1));
        assertEquals(Decision.PROMOTE, waiting.canary().decision());

        assertEquals(State.ROLLED_BACK, waiting.look(new Tally(90, 1500), after(2)).state());
    }

    /** Law: until a rollback, no user who saw the release loses it. */
    @Test
    void exposedBuckets_onlyGrow() {
        Rollout rollout = Rollout.start(PLAN, START);
        for (int stage = 0; stage < 5; stage++) {
            Rollout next = rollout.look(GOOD, after(10 * stage + 10));
            for (int bucket = 0; bucket < Bucket.COUNT; bucket++) {
                assertTrue(!rollout.exposes(bucket) || next.exposes(bucket), "bucket " + bucket);
            }
            rollout = next;
        }
    }

    @Test
    void exposes_theFirstBuckets() {
        Rollout rollout = Rollout.start(PLAN, START);
        assertTrue(rollout.exposes(0) && rollout.exposes(99));
        assertFalse(rollout.exposes(100));
        assertThrows(IllegalArgumentException.class, () -> rollout.exposes(10_000));
        assertThrows(IllegalArgumentException.class, () -> rollout.exposes(-1));
    }

    @Test
    void stage_beyondThePlanIsRefused() {
        Canary fresh = Canary.of(RULE);
        for (int stage : new int[] {-1, 5}) {
            String told =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new Rollout(PLAN, stage, START, fresh, State.RUNNING))
                            .getMessage();
            assertEquals("stage must be in [0, 5), was " + stage, told);
        }
    }

    @Test
    void look_atFewerRequestsOfTheStageIsRefused() {
        Rollout seen = Rollout.start(PLAN, START).look(UNCLEAR, after(1));
        Tally fewer = new Tally(10, 999);
        assertThrows(IllegalArgumentException.class, () -> seen.look(fewer, after(2)));
    }

    @Test
    void look_beforeTheStageBeganIsRefused() {
        Rollout rollout = Rollout.start(PLAN, START);
        assertThrows(IllegalArgumentException.class, () -> rollout.look(GOOD, START.minusNanos(1)));
    }

    @Test
    void plan_mustRiseToAllTraffic() {
        assertRefused(List.of(), Duration.ZERO);
        assertRefused(List.of(0, 10_000), Duration.ZERO);
        assertRefused(List.of(100, 100, 10_000), Duration.ZERO);
        assertRefused(List.of(100, 9_999), Duration.ZERO);
        assertRefused(List.of(100, 10_001), Duration.ZERO);
        assertRefused(List.of(100, 10_000), Duration.ofNanos(-1));
        RolloutPlan twoSteps = new RolloutPlan(RULE, List.of(100, 10_000), Duration.ZERO);
        Rollout all = Rollout.start(twoSteps, START).look(GOOD, START).look(GOOD, START);
        assertEquals(State.COMPLETE, all.state());
    }

    private static void assertRefused(List<Integer> stages, Duration least) {
        assertThrows(IllegalArgumentException.class, () -> new RolloutPlan(RULE, stages, least));
    }
}
