// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SequentialTestTest {

    @TestFactory
    Stream<DynamicTest> looks_agreeWithTheOracle() {
        return Oracles.tests("sequential_ab", SequentialTestTest::check);
    }

    private static void check(OracleCase oracle) {
        switch (oracle.text("type")) {
            case "binary", "continuous" -> checkLooks(oracle);
            case "srm" -> checkRatio(oracle);
            default -> throw new IllegalArgumentException(oracle.text("type"));
        }
    }

    private static void checkLooks(OracleCase oracle) {
        SequentialTest test = SequentialTest.planned(oracle.number("tau"), oracle.number("alpha"));
        int looks = oracle.node("looks").size();
        assertTrue(looks > 0);
        for (int i = 0; i < looks; i++) {
            test = look(oracle, "looks." + i + ".", test);
            checkState(oracle, "expected." + i + ".", test);
        }
        assertEquals(looks, test.looks());
    }

    private static SequentialTest look(OracleCase oracle, String at, SequentialTest test) {
        long control = oracle.whole(at + "nc");
        long treatment = oracle.whole(at + "nt");
        if (oracle.text("type").equals("binary")) {
            return test.look(
                    new Tally(oracle.whole(at + "kc"), control),
                    new Tally(oracle.whole(at + "kt"), treatment));
        }
        return test.look(
                Moments.ofState(
                        control,
                        oracle.number(at + "mc"),
                        oracle.number(at + "vc") * (control - 1)),
                Moments.ofState(
                        treatment,
                        oracle.number(at + "mt"),
                        oracle.number(at + "vt") * (treatment - 1)));
    }

    private static void checkState(OracleCase oracle, String at, SequentialTest test) {
        assertEquals(oracle.flag(at + "evaluable"), test.last().isEvaluable());
        oracle.close(at + "p_always", test.p(), 1e-8, 1e-300);
        assertEquals(oracle.text(at + "decision"), test.verdict().name());
        if (test.last().isEvaluable()) {
            oracle.close(at + "theta", test.last().difference(), 1e-9, 1e-12);
            oracle.close(at + "v", test.last().variance(), 1e-9, 1e-12);
            oracle.close(at + "log_lambda", test.lnLambda(), 1e-9, 1e-12);
            oracle.close(at + "ci", test.interval(), 1e-9, 1e-12);
        } else {
            assertFalse(test.lnLambda().isDefined());
        }
    }

    private static void checkRatio(OracleCase oracle) {
        SampleRatio ratio =
                SampleRatio.of(
                        Arrays.stream(oracle.wholes("counts")).boxed().toList(),
                        Arrays.stream(oracle.numbers("shares")).boxed().toList());
        oracle.close("expected.chi2", ratio.chiSquare(), 1e-9, 1e-12);
        oracle.close("expected.p", ratio.p(), 1e-9, 1e-12);
        assertEquals(oracle.flag("expected.srm"), ratio.isMismatch());
    }

    private static final SequentialTest PLANNED = SequentialTest.planned(0.1, 0.05);

    @Test
    void planned_knowsNothing() {
        assertEquals(1, PLANNED.p());
        assertEquals(0, PLANNED.looks());
        assertEquals(Verdict.CONTINUE, PLANNED.verdict());
        assertEquals(Interval.undefined(Status.INSUFFICIENT_DATA), PLANNED.interval());
        assertEquals(Figure.undefined(Status.INSUFFICIENT_DATA), PLANNED.lnLambda());
    }

    @Test
    void shares_needTenEventsAndTenOthersInEachArm() {
        Tally enough = new Tally(10, 20);
        assertEquals(Look.Reason.EVALUABLE, Look.of(enough, enough).reason());
        for (Tally few : List.of(new Tally(9, 20), new Tally(10, 19), Tally.NONE)) {
            assertEquals(Look.Reason.FEW_EVENTS, Look.of(few, enough).reason());
            assertEquals(Look.Reason.FEW_EVENTS, Look.of(enough, few).reason());
        }
    }

    @Test
    void means_needThirtyValuesAndSpreadInEachArm() {
        Moments enough = Moments.ofState(30, 1, 1);
        Moments few = Moments.ofState(29, 1, 1);
        Moments constant = Moments.ofState(30, 1, 0);
        Moments wild = Moments.ofState(30, 1, Double.POSITIVE_INFINITY);
        assertEquals(Look.Reason.EVALUABLE, Look.of(enough, enough).reason());
        assertEquals(Look.Reason.FEW_VALUES, Look.of(few, enough).reason());
        assertEquals(Look.Reason.FEW_VALUES, Look.of(enough, few).reason());
        assertEquals(Look.Reason.FEW_VALUES, Look.of(Moments.EMPTY, Moments.EMPTY).reason());
        assertEquals(Look.Reason.NO_SPREAD, Look.of(constant, enough).reason());
        assertEquals(Look.Reason.NO_SPREAD, Look.of(enough, constant).reason());
        assertEquals(Status.DEGENERATE, Look.of(enough, constant).variance().status());
        assertEquals(Look.Reason.OVERFLOW, Look.of(enough, wild).reason());
        assertEquals(Status.ERROR, Look.of(wild, enough).difference().status());
    }

    @Test
    void look_thatCannotBeEvaluatedChangesNothing() {
        SequentialTest before = PLANNED.look(new Tally(300, 1000), new Tally(330, 1000));
        SequentialTest after = before.look(new Tally(9, 1000), new Tally(330, 1000));

        assertEquals(2, after.looks());
        assertEquals(before.lnP(), after.lnP());
        assertEquals(before.interval(), after.interval());
        assertFalse(after.last().isEvaluable());
    }

    @Test
    void verdict_isFinalWhileTheEvidenceGoesOn() {
        SequentialTest higher = PLANNED.look(new Tally(300, 1000), new Tally(500, 1000));
        assertEquals(Verdict.TREATMENT_HIGHER, higher.verdict());

        SequentialTest turned = higher.look(new Tally(5000, 10_000), new Tally(2000, 10_000));

        assertEquals(Verdict.TREATMENT_HIGHER, turned.verdict());
        assertTrue(turned.lnP() < higher.lnP());
        assertEquals(higher.interval(), turned.interval(), "nothing in common: the last stays");
    }

    @Test
    void verdict_namesTheControlWhereItIsHigher() {
        SequentialTest lower = PLANNED.look(new Tally(500, 1000), new Tally(300, 1000));

        assertEquals(Verdict.CONTROL_HIGHER, lower.verdict());
    }

    /** θ̂ = 4 and v = 1 with τ = 2: ln Λ = ½ln(1/5) + 4·16/(2·5). */
    @Test
    void lnLambda_ofARoundCase() {
        Moments control = Moments.ofState(50, 0, 49 * 25);
        Moments treatment = Moments.ofState(50, 4, 49 * 25);
        SequentialTest test = SequentialTest.planned(2, 0.05).look(control, treatment);

        double expected = -0.5 * Math.log(5) + 6.4;
        assertEquals(expected, test.lnLambda().value(), 1e-14);
        assertEquals(-expected, test.lnP(), 1e-14);
        assertEquals(-expected / Math.log(10), test.log10P(), 1e-14);
        double half = Math.sqrt(5.0 / 4 * (2 * Math.log(20) + Math.log(5)));
        assertEquals(4 - half, test.interval().low(), 1e-14);
        assertEquals(4 + half, test.interval().high(), 1e-14);
    }

    @Test
    void lnP_goesOnWherePUnderflows() {
        SequentialTest test =
                SequentialTest.planned(0.1, 0.05)
                        .look(new Tally(100_000, 1_000_000), new Tally(900_000, 1_000_000));

        assertEquals(0, test.p());
        assertTrue(test.lnP() < -1e6 && Double.isFinite(test.log10P()), test.toString());
    }

    @Test
    void arguments_outOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SequentialTest.planned(0, 0.05));
        assertThrows(
                IllegalArgumentException.class, () -> SequentialTest.planned(Double.NaN, 0.05));
        assertThrows(IllegalArgumentException.class, () -> SequentialTest.planned(1, 0));
        assertThrows(IllegalArgumentException.class, () -> SequentialTest.planned(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Tally(-1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Tally(3, 2));
        assertThrows(IllegalArgumentException.class, () -> new Tally(0, -1));
        Figure one = Figure.of(1);
        assertThrows(
                IllegalArgumentException.class, () -> new Look(Look.Reason.FEW_EVENTS, one, one));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Look(Look.Reason.EVALUABLE, one, Figure.undefined(Status.ERROR)));
    }

    /** Law: swapping the arms mirrors everything; p and the intervals never widen again. */
    @Test
    void looks_mirrorAndNarrow() {
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SequentialTest test = SequentialTest.planned(0.03, 0.05);
            SequentialTest mirrored = test;
            Tally control = Tally.NONE;
            Tally treatment = Tally.NONE;
            for (int i = 0; i < 40; i++) {
                control = control.merge(some(random, 0.2));
                treatment = treatment.merge(some(random, 0.22));
                SequentialTest before = test;
                test = test.look(control, treatment);
                mirrored = mirrored.look(treatment, control);
                String told = "seed " + seed + " look " + i;
                assertTrue(test.lnP() <= before.lnP(), told);
                assertEquals(test.lnP(), mirrored.lnP(), told);
                if (before.interval().isDefined()) {
                    assertTrue(test.interval().low() >= before.interval().low(), told);
                    assertTrue(test.interval().high() <= before.interval().high(), told);
                    assertEquals(test.interval().low(), -mirrored.interval().high(), told);
                }
            }
        }
    }

    /**
     * Law: with no difference, at most α of all experiments ever find one. 400 experiments of 100
     * looks; 0.05·400 = 20 are allowed, the plain z-test would find one in some 150.
     */
    @Test
    void verdict_withoutADifferenceIsRareHoweverOftenOneLooks() {
        int found = 0;
        for (long seed = 1; seed <= 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SequentialTest test = SequentialTest.planned(0.02, 0.05);
            Tally control = Tally.NONE;
            Tally treatment = Tally.NONE;
            for (int i = 0; i < 100; i++) {
                control = control.merge(some(random, 0.1));
                treatment = treatment.merge(some(random, 0.1));
                test = test.look(control, treatment);
            }
            found += test.verdict() == Verdict.CONTINUE ? 0 : 1;
        }
        assertTrue(found <= 20, "found " + found + " of 400, seeds 1 to 400");
    }

    private static Tally some(SplittableRandom random, double rate) {
        long events = 0;
        for (int i = 0; i < 100; i++) {
            events += random.nextDouble() < rate ? 1 : 0;
        }
        return new Tally(events, 100);
    }

    @Test
    void sampleRatio_withoutUsersSaysNothing() {
        SampleRatio none = SampleRatio.of(List.of(0L, 0L), List.of(0.5, 0.5));

        assertEquals(Figure.undefined(Status.INSUFFICIENT_DATA), none.p());
        assertEquals(Figure.undefined(Status.INSUFFICIENT_DATA), none.chiSquare());
        assertFalse(none.isMismatch());
    }

    @Test
    void sampleRatio_isMismatchedBelowOneInAThousandOnly() {
        assertFalse(ratio(0.001).isMismatch());
        assertTrue(ratio(0.000999).isMismatch());
    }

    private static SampleRatio ratio(double p) {
        return new SampleRatio(Figure.of(1), Figure.of(p), Figure.of(Math.log10(p)));
    }

    /** mpmath 1.3.0: log10(erfc(sqrt(X2/2))) of X² = 10⁶. */
    @Test
    void sampleRatio_goesOnWherePUnderflows() {
        SampleRatio ratio = SampleRatio.of(List.of(1_000_000L, 0L), List.of(0.5, 0.5));

        assertEquals(Figure.of(1e6), ratio.chiSquare());
        assertEquals(Figure.of(0), ratio.p());
        assertEquals(-217150.33901199873, ratio.log10P().value(), 1e-8);
        SampleRatio mild = SampleRatio.of(List.of(40L, 60L), List.of(0.5, 0.5));
        assertEquals(Math.log10(mild.p().value()), mild.log10P().value(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> ratio(1.5));
    }

    @Test
    void sums_thatOverflowNameTheArgument() {
        Tally most = new Tally(0, Long.MAX_VALUE);
        Tally one = new Tally(1, 1);
        assertEquals(
                "trials must add up to at most 9223372036854775807, were 9223372036854775807 + 1",
                assertThrows(ArithmeticException.class, () -> most.merge(one)).getMessage());
        assertEquals(new Tally(1, Long.MAX_VALUE), new Tally(0, Long.MAX_VALUE - 1).merge(one));
        List<Long> users = List.of(Long.MAX_VALUE, 1L);
        assertThrows(ArithmeticException.class, () -> SampleRatio.of(users, List.of(0.5, 0.5)));
    }

    /** A mixture so narrow that τ²/v underflows while θ̂²/v overflows: infinite, not NaN. */
    @Test
    void lnLambda_atTheEndsOfTheRangeIsANumber() {
        Moments low = Moments.ofState(30, -1e150, 1e-30);
        Moments high = Moments.ofState(30, 1e150, 1e-30);
        for (double tau : new double[] {Double.MIN_VALUE, 1e-170, 1, 1e300}) {
            SequentialTest test = SequentialTest.planned(tau, 1e-310).look(low, high);
            assertTrue(test.lnP() <= 0, test.toString());
            assertFalse(Double.isNaN(test.lnLambda().value()), test.toString());
        }
    }

    @Test
    void sampleRatio_refusesAPlanThatIsNone() {
        assertRefusedRatio(List.of(1L), List.of(1.0));
        assertRefusedRatio(List.of(1L, 2L), List.of(0.5, 0.4));
        assertRefusedRatio(List.of(1L, 2L), List.of(0.0, 1.0));
        assertRefusedRatio(List.of(1L, 2L, 3L), List.of(0.5, 0.5));
        assertRefusedRatio(List.of(1L, -2L), List.of(0.5, 0.5));
    }

    private static void assertRefusedRatio(List<Long> users, List<Double> shares) {
        assertThrows(IllegalArgumentException.class, () -> SampleRatio.of(users, shares));
    }
}
