// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.DriftSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftPolicyTest {

    private static final DriftPolicy POLICY = new DriftPolicy(DriftSettings.DEFAULTS);
    private static final Column INCOME = Column.feature("income");
    private static final Column AGE = Column.feature("age");

    /** The direction: a small p with a large effect is drift, and nothing else is. */
    @Test
    void drift_needsASmallPAndALargeEffect() {
        assertEquals(Verdict.DRIFTED, verdict(primary(INCOME, 0.001, 0.3)));
        assertEquals(Verdict.STABLE, verdict(primary(INCOME, 0.9, 0.3)));
        assertEquals(Verdict.STABLE, verdict(primary(INCOME, 0.001, 0.05)));
        assertEquals(Verdict.STABLE, verdict(primary(INCOME, 0.9, 0.05)));
    }

    @Test
    void levels_belongToDrift() {
        assertEquals(Verdict.DRIFTED, verdict(primary(INCOME, 0.05, 0.1)));
        assertEquals(Verdict.STABLE, verdict(primary(INCOME, Math.nextUp(0.05), 0.1)));
        assertEquals(Verdict.STABLE, verdict(primary(INCOME, 0.05, Math.nextDown(0.1))));
    }

    @Test
    void tooFewValues_areInconclusiveAndSayHowMany() {
        JudgedTest judged = judge(sized(INCOME, 1e-9, 0.9, 29, 100)).get(0);

        assertEquals(Verdict.INCONCLUSIVE, judged.verdict());
        assertTrue(Double.isNaN(judged.pAdjusted()));
        assertEquals(
                "inconclusive: 29 values in the window (0 missing), at least 30 are needed",
                judged.reason());
        assertEquals(Verdict.DRIFTED, verdict(sized(INCOME, 1e-9, 0.9, 30, 100)));
    }

    @Test
    void tooSmallAReference_isInconclusiveAndSaysHowSmall() {
        JudgedTest judged = judge(sized(INCOME, 1e-9, 0.9, 1000, 99)).get(0);

        assertEquals(Verdict.INCONCLUSIVE, judged.verdict());
        assertEquals(
                "inconclusive: 99 values in the reference, at least 100 are needed",
                judged.reason());
    }

    @Test
    void undefinedTest_isInconclusiveAndNoMemberOfTheFamily() {
        List<JudgedTest> judged =
                judge(primary(INCOME, 0.04, 0.3), primary(AGE, Double.NaN, Double.NaN));

        assertEquals(0.04, judged.get(0).pAdjusted(), 1e-15);
        assertEquals(Verdict.INCONCLUSIVE, judged.get(1).verdict());
    }

    /** A window too small to be judged must not spend the others' error rate either. */
    @Test
    void inconclusiveTest_isNoMemberOfTheFamily() {
        List<JudgedTest> judged = judge(primary(INCOME, 0.04, 0.3), sized(AGE, 0.9, 0.9, 10, 1000));

        assertEquals(0.04, judged.get(0).pAdjusted(), 1e-15);
    }

    @Test
    void family_isEveryPrimaryTestAndMissingRateButTheLabel() {
        List<JudgedTest> judged =
                judge(
                        primary(INCOME, 0.02, 0.3),
                        secondary(INCOME, "psi", 0.0001),
                        missing(INCOME, 0.5, 0.3),
                        primary(Column.PREDICTION, 0.9, 0.3),
                        primary(Column.PROBABILITY, 0.8, 0.3),
                        primary(Column.LABEL, 0.03, 0.3));

        assertEquals(4 * 0.02, judged.get(0).pAdjusted(), 1e-15, "four in the family");
        assertTrue(Double.isNaN(judged.get(1).pAdjusted()), "psi is no member");
        assertEquals(Verdict.STABLE, judged.get(0).verdict());
        assertEquals(0.03, judged.get(5).pAdjusted(), 1e-15, "the label is alone");
        assertEquals(Verdict.DRIFTED, judged.get(5).verdict());
    }

    /** Late labels never change the verdict on a feature. */
    @Test
    void label_changesNoOtherVerdict() {
        List<TestResult> without = List.of(primary(INCOME, 0.03, 0.3), primary(AGE, 0.01, 0.3));
        List<TestResult> with = new ArrayList<>(without);
        with.add(primary(Column.LABEL, 1e-20, 0.9));

        assertEquals(POLICY.judge(without), POLICY.judge(with).subList(0, 2));
    }

    @Test
    void missingRate_isFlaggedByItsAdjustedPAndAtLeastOnePercent() {
        assertTrue(judge(missing(INCOME, 0.001, 0.05)).get(0).driftDetected());
        assertTrue(judge(missing(INCOME, 0.001, -0.05)).get(0).driftDetected());
        assertFalse(judge(missing(INCOME, 0.001, 0.009)).get(0).driftDetected());
        assertFalse(judge(missing(INCOME, 0.06, 0.05)).get(0).driftDetected());
        List<JudgedTest> two = judge(missing(INCOME, 0.03, 0.05), missing(AGE, 0.9, 0));
        assertFalse(two.get(0).driftDetected(), "adjusted p is 0.06");
    }

    @Test
    void otherTests_keepTheirOwnFlagAndGetNoVerdict() {
        JudgedTest judged = judge(secondary(INCOME, "psi", 1e-9)).get(0);

        assertNull(judged.verdict());
        assertTrue(judged.driftDetected());
    }

    @Test
    void bonferroni_multipliesByTheFamily() {
        DriftSettings d = DriftSettings.DEFAULTS;
        DriftPolicy bonferroni =
                new DriftPolicy(
                        new DriftSettings(
                                d.alpha(),
                                d.q(),
                                DriftSettings.Method.BONFERRONI,
                                d.effectFloor(),
                                d.k(),
                                d.m(),
                                d.clear(),
                                d.minWindow(),
                                d.minReference(),
                                d.season(),
                                d.criticalFeatures(),
                                d.tests()));
        List<TestResult> two = List.of(primary(INCOME, 0.03, 0.3), primary(AGE, 0.04, 0.3));

        assertEquals(Verdict.STABLE, bonferroni.judge(two).get(0).verdict());
        assertEquals(Verdict.DRIFTED, POLICY.judge(two).get(0).verdict());
    }

    @Test
    void reasons_carryTheFiguresThatDecided() {
        assertEquals(
                "drifted: ks 0.3 with adjusted p 0.001 at most q 0.05 and the effect 0.3 reaches"
                        + " the floor 0.1 (1,488 values against 2,928 of the reference)",
                judge(sized(INCOME, 0.001, 0.3, 1488, 2928)).get(0).reason());
        assertEquals(
                "stable: significant but small, ks 0.05 with adjusted p 0.001 at most q 0.05 yet"
                        + " the effect 0.05 is below the floor 0.1 (1,488 values against 2,928 of"
                        + " the reference)",
                judge(sized(INCOME, 0.001, 0.05, 1488, 2928)).get(0).reason());
        assertEquals(
                "stable: ks 0.3 with adjusted p 0.7 above q 0.05 (1,488 values against 2,928 of"
                        + " the reference)",
                judge(sized(INCOME, 0.7, 0.3, 1488, 2928)).get(0).reason());
        assertEquals(
                "6.0 % of 1,000 rows are missing against 1.0 % of 2,000 in the reference, adjusted"
                        + " p 0.001",
                judge(missing(INCOME, 0.001, 0.05)).get(0).reason());
    }

    private static Verdict verdict(TestResult test) {
        return judge(test).get(0).verdict();
    }

    private static List<JudgedTest> judge(TestResult... tests) {
        return POLICY.judge(List.of(tests));
    }

    private static TestResult primary(Column column, double p, double effect) {
        return result(column, "ks", true, p, effect, effect, 1000, 2000, 0, Map.of());
    }

    private static TestResult sized(
            Column column, double p, double effect, long n, long nReference) {
        return result(column, "ks", true, p, effect, effect, n, nReference, 0, Map.of());
    }

    private static TestResult secondary(Column column, String test, double p) {
        return result(column, test, false, p, Double.NaN, 0.4, 1000, 2000, 0, Map.of());
    }

    /** 60 of 1,000 rows missing, 20 of 2,000 in the reference. */
    private static TestResult missing(Column column, double p, double difference) {
        return result(
                column,
                MissingRateTest.NAME,
                false,
                p,
                Double.NaN,
                difference,
                940,
                1980,
                60,
                Map.of("missing_reference", 20.0));
    }

    private static TestResult result(
            Column column,
            String test,
            boolean primary,
            double p,
            double effect,
            double statistic,
            long n,
            long nReference,
            long missing,
            Map<String, Double> detail) {
        return new TestResult(
                column,
                test,
                primary,
                nReference,
                n,
                missing,
                statistic,
                p,
                Double.NaN,
                Math.log10(p),
                effect,
                Double.NaN,
                TestFigures.isBelow(p, 0.05),
                "",
                detail,
                List.of());
    }
}
