// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.model.Role;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.statistics.multiplicity.FalseDiscovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Judges the tests of one window: the only maker of verdicts (STATISTICS §1.6).
 *
 * <p>A column has DRIFTED when its p-value, adjusted over the family, is at most q <em>and</em> its
 * effect is at least the floor; otherwise it is STABLE. It is INCONCLUSIVE when the window or the
 * reference has too few values, or the test could not be made; then it is no member of a family.
 *
 * <p>The family is the window's: the primary test of every feature, of prediction and probability,
 * and each missing rate. The label is a family of its own, so that late labels never change the
 * verdict on a feature.
 */
public final class DriftPolicy {

    /** Smaller changes of a missing rate are never flagged, in shares of the rows. */
    static final double MISSING_DIFFERENCE_MIN = 0.01;

    private final DriftSettings settings;
    private final VerdictWords words;

    public DriftPolicy(DriftSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.words = new VerdictWords(settings);
    }

    /** Judges all tests of one window, in the order given. */
    public List<JudgedTest> judge(List<TestResult> tests) {
        double[] p = new double[tests.size()];
        double[] labelP = new double[tests.size()];
        for (int i = 0; i < p.length; i++) {
            TestResult test = tests.get(i);
            boolean label = test.column().role() == Role.LABEL;
            double member = isMember(test) ? test.p() : Double.NaN;
            p[i] = label ? Double.NaN : member;
            labelP[i] = label ? member : Double.NaN;
        }
        double[] adjusted = FalseDiscovery.adjust(p, method());
        double[] labelAdjusted = FalseDiscovery.adjust(labelP, method());
        List<JudgedTest> judged = new ArrayList<>(p.length);
        for (int i = 0; i < p.length; i++) {
            boolean label = tests.get(i).column().role() == Role.LABEL;
            judged.add(judge(tests.get(i), label ? labelAdjusted[i] : adjusted[i]));
        }
        return judged;
    }

    private JudgedTest judge(TestResult test, double pAdjusted) {
        if (test.primary()) {
            Verdict verdict = verdict(test, pAdjusted);
            return new JudgedTest(
                    test,
                    pAdjusted,
                    verdict,
                    test.driftDetected(),
                    words.of(test, pAdjusted, floor(test), verdict));
        }
        if (MissingRateTest.NAME.equals(test.test())) {
            Boolean detected = isMember(test) ? missingMoved(test, pAdjusted) : null;
            return new JudgedTest(
                    test, pAdjusted, null, detected, words.ofMissing(test, pAdjusted, detected));
        }
        return new JudgedTest(test, Double.NaN, null, test.driftDetected(), test.reason());
    }

    private Verdict verdict(TestResult test, double pAdjusted) {
        if (!isMember(test) || Double.isNaN(test.effect())) {
            return Verdict.INCONCLUSIVE;
        }
        boolean significant = pAdjusted <= settings.q();
        boolean large = test.effect() >= floor(test);
        return significant && large ? Verdict.DRIFTED : Verdict.STABLE;
    }

    private boolean missingMoved(TestResult test, double pAdjusted) {
        return pAdjusted <= settings.q() && Math.abs(test.statistic()) >= MISSING_DIFFERENCE_MIN;
    }

    /** The settings' floor, or what the reference's own windows reach, whichever is higher. */
    private double floor(TestResult test) {
        return Double.isNaN(test.calibrated())
                ? settings.effectFloor()
                : Math.max(settings.effectFloor(), test.calibrated());
    }

    private boolean isMember(TestResult test) {
        if (Double.isNaN(test.p())) {
            return false;
        }
        if (MissingRateTest.NAME.equals(test.test())) {
            return MissingRateTest.rows(test) >= settings.minWindow()
                    && MissingRateTest.rowsReference(test) >= settings.minReference();
        }
        return test.primary()
                && test.n() >= settings.minWindow()
                && test.nReference() >= settings.minReference();
    }

    private FalseDiscovery.Method method() {
        return switch (settings.method()) {
            case BENJAMINI_HOCHBERG -> FalseDiscovery.Method.BENJAMINI_HOCHBERG;
            case BENJAMINI_YEKUTIELI -> FalseDiscovery.Method.BENJAMINI_YEKUTIELI;
            case HOLM -> FalseDiscovery.Method.HOLM;
            case BONFERRONI -> FalseDiscovery.Method.BONFERRONI;
        };
    }
}
