// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.experiment.Canary.Decision;
import org.junit.jupiter.api.Test;

class LiveCanaryTest {

    private static final Tally SERVING = new Tally(500, 10_000);
    private static final CanaryRule LOOSE = CanaryRule.of(0.2).withRequestsMax(1_000_000);

    @Test
    void canary_worseThanTheServingReleaseIsRolledBack() {
        LiveCanary canary = LiveCanary.of(LOOSE, 0.02).look(SERVING, new Tally(1000, 10_000));

        assertEquals(Decision.ROLLBACK, canary.decision());
        assertFalse(canary.fixed().isBad(), "well below the tolerated rate");
        assertEquals(0.05, canary.worse().last().difference().value(), 1e-15);
    }

    @Test
    void canary_betterThanTheServingReleaseIsPromoted() {
        LiveCanary canary = LiveCanary.of(LOOSE, 0.02).look(SERVING, new Tally(200, 10_000));

        assertEquals(Decision.PROMOTE, canary.decision());
        assertEquals(Decision.PROMOTE, canary.look(SERVING, new Tally(5000, 10_000)).decision());
    }

    @Test
    void canary_overTheToleratedRateIsStoppedWhateverServes() {
        Tally broken = new Tally(6000, 10_000);
        LiveCanary canary = LiveCanary.of(LOOSE, 0.02).look(broken, new Tally(5000, 10_000));

        assertEquals(Verdict.CONTROL_HIGHER, canary.better().verdict());
        assertEquals(Decision.ROLLBACK, canary.decision());
    }

    @Test
    void canary_justAsGoodWaitsForTheFixedRule() {
        CanaryRule rule = LOOSE.withRequestsMax(10_000);
        LiveCanary waiting = LiveCanary.of(rule, 0.02).look(SERVING, new Tally(500, 9_999));
        assertEquals(Decision.PROMOTE, waiting.fixed().decision());
        assertEquals(Decision.CONTINUE, waiting.decision());

        assertEquals(Decision.PROMOTE, waiting.look(SERVING, new Tally(500, 10_000)).decision());
    }

    /** Evidence of the wrong direction that was not strong enough to stop may not promote later. */
    @Test
    void canary_isNotPromotedByEvidenceAgainstIt() {
        LiveCanary canary = LiveCanary.of(LOOSE, 0.02).look(SERVING, new Tally(610, 10_000));
        assertEquals(Verdict.TREATMENT_HIGHER, canary.better().verdict());
        assertEquals(Verdict.CONTINUE, canary.worse().verdict());
        assertEquals(Decision.CONTINUE, canary.decision());

        LiveCanary later = canary.look(new Tally(1000, 20_000), new Tally(999, 20_000));

        assertEquals(Decision.CONTINUE, later.decision());
    }

    @Test
    void canary_beforeItsFirstRequestContinues() {
        LiveCanary canary = LiveCanary.of(LOOSE, 0.02);
        assertEquals(Decision.CONTINUE, canary.decision());
        assertEquals(0.01, canary.worse().alpha());
        assertEquals(0.05, canary.better().alpha());
        assertEquals(Decision.CONTINUE, canary.look(Tally.NONE, Tally.NONE).decision());
        assertThrows(IllegalArgumentException.class, () -> LiveCanary.of(LOOSE, 0));
    }
}
