// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.experiment.Canary.Decision;
import io.halflife.statistics.experiment.Canary.Ground;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CanaryTest {

    @TestFactory
    Stream<DynamicTest> canaries_agreeWithTheOracle() {
        return Oracles.tests("canary", CanaryTest::check);
    }

    private static void check(OracleCase oracle) {
        switch (oracle.text("type")) {
            case "look" -> checkLook(oracle);
            case "sequence" -> checkSequence(oracle);
            default -> throw new IllegalArgumentException(oracle.text("type"));
        }
    }

    private static void checkLook(OracleCase oracle) {
        Tally failures = new Tally(oracle.whole("k"), oracle.whole("n"));
        double tolerated = oracle.number("theta");
        CanaryEvidence evidence = CanaryEvidence.of(failures, tolerated);
        oracle.close("expected.p_hat", evidence.rate(), 1e-15, 0);
        oracle.close("expected.posterior_p", evidence.posteriorP(), 1e-9, 1e-13);
        oracle.close("expected.seed_p", evidence.seedP(), 1e-9, 1e-13);
        oracle.close("expected.cp_upper_95", evidence.upperBound(), 1e-9, 1e-13);
        checkLog(oracle, "expected.log_e_bad", evidence.lnBad());
        checkLog(oracle, "expected.log_e_good", evidence.lnGood());
        assertEquals(
                oracle.whole("expected.zero_fail_n"),
                CanaryRule.of(tolerated).zeroFailureRequests());
        if (oracle.has("expected.seed_limit")) {
            // The limit of the naive formula, which we refuse to report: none of the k failed, or
            // all did.
            oracle.close("expected.seed_limit", failures.events() == 0 ? 1 : 0, 0, 0);
            assertEquals(Status.DEGENERATE, evidence.seedP().status());
        }
    }

    private static void checkLog(OracleCase oracle, String path, Figure actual) {
        // Stricter than asked for: below -3 any smaller value would do.
        oracle.close(path, actual, 1e-9, 1e-11);
    }

    /** The suite's sequences know no greatest number of requests. */
    private static void checkSequence(OracleCase oracle) {
        CanaryRule rule = CanaryRule.of(oracle.number("theta")).withRequestsMax(Long.MAX_VALUE);
        Canary canary = Canary.of(rule);
        int looks = oracle.node("looks").size();
        assertTrue(looks > 0);
        for (int i = 0; i < looks; i++) {
            String look = "looks." + i + ".";
            canary = canary.look(new Tally(oracle.whole(look + "k"), oracle.whole(look + "n")));
            String at = "expected." + i + ".";
            assertEquals(oracle.text(at + "decision"), canary.decision().name());
            CanaryEvidence evidence = canary.evidence();
            if (oracle.has(at + "posterior_p")) {
                oracle.close(at + "posterior_p", evidence.posteriorP(), 1e-9, 1e-13);
                checkLog(oracle, at + "log_e_bad", evidence.lnBad());
                checkLog(oracle, at + "log_e_good", evidence.lnGood());
            } else {
                assertEquals(CanaryEvidence.NONE, evidence);
            }
        }
    }

    private static final CanaryRule RULE = CanaryRule.of(0.01);

    @Test
    void rule_hasTheDocumentedDefaults() {
        assertEquals(new CanaryRule(0.01, 0.01, 0.05, 20 * 299), RULE);
        assertEquals(20 * 2995, CanaryRule.of(0.001).requestsMax());
        assertEquals(0.002, RULE.sharedBy(5).alphaRollback());
        assertEquals(0.05, RULE.sharedBy(5).alphaPromote());
    }

    @Test
    void rule_stopsAtTheGreatestLong() {
        assertEquals(Long.MAX_VALUE, CanaryRule.of(1e-300).requestsMax());
        assertEquals(Long.MAX_VALUE, CanaryRule.of(1e-18).requestsMax());
    }

    @Test
    void zeroFailureRequests_isTheFirstPowerBelowFivePercent() {
        for (double tolerated : new double[] {0.5, 0.3, 0.07, 0.01, 0.0017}) {
            long n = CanaryRule.of(tolerated).zeroFailureRequests();
            assertTrue(Math.pow(1 - tolerated, (double) n) <= 0.05, "enough at " + tolerated);
            assertTrue(Math.pow(1 - tolerated, n - 1.0) > 0.05, "not fewer at " + tolerated);
        }
    }

    @Test
    void arguments_outOfRangeAreRefused() {
        assertRefused("tolerated", () -> CanaryRule.of(0));
        assertRefused("tolerated", () -> CanaryRule.of(1));
        assertRefused("alphaRollback", () -> new CanaryRule(0.1, 0, 0.05, 1));
        assertRefused("alphaPromote", () -> new CanaryRule(0.1, 0.01, 1, 1));
        assertRefused("requestsMax", () -> new CanaryRule(0.1, 0.01, 0.05, 0));
        assertRefused("stages", () -> RULE.sharedBy(0));
        assertRefused("tolerated", () -> CanaryEvidence.of(new Tally(0, 1), Double.NaN));
        assertRefused("trials", () -> CanaryEvidence.of(new Tally(0, 1_000_000_000_001L), 0.1));
        assertRefused(
                "ground",
                () -> new Canary(RULE, Decision.PROMOTE, Ground.NONE, CanaryEvidence.NONE));
        assertRefused(
                "ground",
                () -> new Canary(RULE, Decision.CONTINUE, Ground.EVIDENCE, CanaryEvidence.NONE));
    }

    private static void assertRefused(String argument, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.startsWith(argument), message);
    }

    @Test
    void evidence_withoutRequestsIsUndefined() {
        Figure none = Figure.undefined(Status.INSUFFICIENT_DATA);
        CanaryEvidence evidence = CanaryEvidence.of(Tally.NONE, 0.01);
        assertEquals(none, evidence.rate());
        assertEquals(none, evidence.seedP());
        assertEquals(none, evidence.posteriorP());
        assertEquals(none, evidence.upperBound());
        assertEquals(none, evidence.lnBad());
        assertEquals(none, evidence.lnGood());
        assertEquals(
                Decision.CONTINUE, Canary.of(RULE.withRequestsMax(1)).look(Tally.NONE).decision());
    }

    /**
     * mpmath 1.3.0, 60 digits: the documented formulas at k = 3·10⁸ + 10⁵, n = 10¹², θ = 3·10⁻⁴.
     */
    @Test
    void evidence_keepsItsDigitsForHugeCounts() {
        CanaryEvidence evidence =
                CanaryEvidence.of(new Tally(300_100_000L, 1_000_000_000_000L), 0.0003);

        assertEquals(2.6396030881925534, evidence.lnBad().value(), 1e-9);
        assertEquals(-12.234295782643219, evidence.lnGood().value(), 1e-9);
        assertEquals(
                3.869241912413525e-09, evidence.posteriorP().value(), 1e-9 * 3.869241912413525e-09);
    }

    /** mpmath 1.3.0, 60 digits. The smaller tail is 10⁻³³⁸⁰, far below any double. */
    @Test
    void evidence_keepsItsLogarithmWhereTheTailUnderflows() {
        CanaryEvidence evidence = CanaryEvidence.of(new Tally(3000, 10_000), 0.01);

        assertEquals(-8.67249189197027, evidence.lnGood().value(), 1e-11);
        assertEquals(7772.454791245643, evidence.lnBad().value(), 1e-9);
        assertEquals(0, evidence.posteriorP().value());
    }

    /** mpmath 1.3.0, 60 digits: the documented formulas at k = 3, n = 10. */
    @Test
    void evidence_ofTheSmallestBoundIsFinite() {
        CanaryEvidence evidence = CanaryEvidence.of(new Tally(3, 10), 1e-308);

        assertEquals(2120.074821306679, evidence.lnBad().value(), 1e-8);
        for (double tolerated : new double[] {Double.MIN_VALUE, 1e-308, 1e-300, 1e-9}) {
            Figure most = CanaryEvidence.of(new Tally(1_000_000, 1_000_000), tolerated).lnBad();
            assertTrue(Double.isFinite(most.value()), "at " + tolerated + ": " + most);
        }
    }

    @Test
    void looks_thatShrinkAreRefused() {
        Canary seen = Canary.of(RULE).look(new Tally(2, 100));
        assertRefused("trials must be at least 100, was 99", () -> seen.look(new Tally(2, 99)));
        assertRefused("events must be at least 2, was 1", () -> seen.look(new Tally(1, 200)));
        assertEquals(seen, seen.look(new Tally(2, 100)), "the same look again");
    }

    /** Law: counting the successes instead of the failures mirrors everything. */
    @Test
    void evidence_mirrors() {
        for (long seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long n = 1 + random.nextLong(2000);
            Tally failures = new Tally(random.nextLong(n + 1), n);
            double tolerated = random.nextDouble(0.01, 0.99);
            CanaryEvidence one = CanaryEvidence.of(failures, tolerated);
            CanaryEvidence other =
                    CanaryEvidence.of(new Tally(failures.others(), n), 1 - tolerated);
            String told = "seed " + seed;
            double scale = Math.max(1, Math.abs(one.lnBad().value()));
            assertEquals(one.lnBad().value(), other.lnGood().value(), 1e-10 * scale, told);
            scale = Math.max(1, Math.abs(one.lnGood().value()));
            assertEquals(one.lnGood().value(), other.lnBad().value(), 1e-10 * scale, told);
            assertEquals(one.posteriorP().value(), 1 - other.posteriorP().value(), 1e-10, told);
        }
    }

    /**
     * Law: an e-value is a martingale: its mean over the next request, of rate θ, is what it is
     * now.
     */
    @Test
    void evidence_isAMartingaleAtTheToleratedRate() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long n = 1 + random.nextLong(500);
            long k = random.nextLong(n + 1);
            double tolerated = random.nextDouble(0.01, 0.5);
            CanaryEvidence now = CanaryEvidence.of(new Tally(k, n), tolerated);
            CanaryEvidence failed = CanaryEvidence.of(new Tally(k + 1, n + 1), tolerated);
            CanaryEvidence passed = CanaryEvidence.of(new Tally(k, n + 1), tolerated);
            String told = "seed " + seed;
            assertEquals(
                    1, step(now.lnBad(), failed.lnBad(), passed.lnBad(), tolerated), 1e-9, told);
            assertEquals(
                    1, step(now.lnGood(), failed.lnGood(), passed.lnGood(), tolerated), 1e-9, told);
        }
    }

    private static double step(Figure now, Figure failed, Figure passed, double tolerated) {
        return tolerated * Math.exp(failed.value() - now.value())
                + (1 - tolerated) * Math.exp(passed.value() - now.value());
    }

    @Test
    void decision_isFinalWhileTheEvidenceGoesOn() {
        Canary good = Canary.of(RULE).look(new Tally(0, 500));
        assertEquals(Decision.PROMOTE, good.decision());
        assertEquals(Ground.EVIDENCE, good.ground());
        assertFalse(good.isBad());

        Canary turned = good.look(new Tally(100, 600));

        assertEquals(Decision.PROMOTE, turned.decision());
        assertEquals(new Tally(100, 600), turned.evidence().failures());
        assertTrue(turned.isBad());
    }

    @Test
    void decision_atRequestsMaxTakesTheMoreProbableSide() {
        CanaryRule rule = RULE.withRequestsMax(1000);
        Canary before = Canary.of(rule).look(new Tally(9, 999));
        assertEquals(Decision.CONTINUE, before.decision());
        assertEquals(Ground.NONE, before.ground());

        Canary bad = before.look(new Tally(9, 1000));
        assertEquals(Decision.ROLLBACK, bad.decision());
        assertEquals(Ground.REQUESTS_MAX, bad.ground());
        assertTrue(bad.evidence().posteriorP().isBelow(0.95));

        Canary good = Canary.of(rule).look(new Tally(5, 1000));
        assertEquals(Decision.PROMOTE, good.decision());
        assertEquals(Ground.REQUESTS_MAX, good.ground());
        assertTrue(good.evidence().posteriorP().isAtLeast(0.95));
    }

    /** Law: a canary at the tolerated rate is rarely promoted or rolled back by evidence. */
    @Test
    void decision_atTheToleratedRateKeepsItsErrorRates() {
        int promoted = 0;
        int rolledBack = 0;
        for (long seed = 1; seed <= 400; seed++) {
            Canary canary = trial(seed, 0.05, CanaryRule.of(0.05).withRequestsMax(Long.MAX_VALUE));
            promoted += canary.decision() == Decision.PROMOTE ? 1 : 0;
            rolledBack += canary.decision() == Decision.ROLLBACK ? 1 : 0;
        }
        assertTrue(promoted <= 20 + 9, "promoted " + promoted + " of 400, seeds 1 to 400");
        assertTrue(rolledBack <= 4 + 4, "rolled back " + rolledBack + " of 400, seeds 1 to 400");
    }

    @Test
    void decision_onThreeTimesTheToleratedRateIsRollback() {
        for (long seed = 1; seed <= 100; seed++) {
            Canary canary = trial(seed, 0.15, CanaryRule.of(0.05).withRequestsMax(Long.MAX_VALUE));
            assertEquals(Decision.ROLLBACK, canary.decision(), "seed " + seed);
        }
    }

    private static Canary trial(long seed, double rate, CanaryRule rule) {
        SplittableRandom random = new SplittableRandom(seed);
        Canary canary = Canary.of(rule);
        long events = 0;
        for (int n = 1; n <= 2000 && canary.decision() == Decision.CONTINUE; n++) {
            events += random.nextDouble() < rate ? 1 : 0;
            if (n % 10 == 0) {
                canary = canary.look(new Tally(events, n));
            }
        }
        return canary;
    }
}
