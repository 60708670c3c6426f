// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.model.Role;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.multiplicity.FalseDiscovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Judges the tests of one window: the only maker of verdicts (STATISTICS §1.6).
 *
 * <p>A column has DRIFTED when its p-value, adjusted over the family, is at most q <em>and</em> its
 * effect is at least the floor; otherwise it is STABLE. It is INCONCLUSIVE when the window or the
 * reference has too few values, or the test could not be made; then it is no member of a family. It
 * is INCONCLUSIVE too when its effect reaches the floor only within the rank errors of
 * distributions that are not exact ({@link Resolution}): such a difference never makes DRIFTED.
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
        List<Figure> adjusted = adjusted(tests, test -> !isLabel(test));
        List<Figure> labelAdjusted = adjusted(tests, DriftPolicy::isLabel);
        List<JudgedTest> judged = new ArrayList<>(tests.size());
        for (int i = 0; i < tests.size(); i++) {
            TestResult test = tests.get(i);
            Figure p = isLabel(test) ? labelAdjusted.get(i) : adjusted.get(i);
            judged.add(judge(test, p.orElse(Double.NaN)));
        }
        return judged;
    }

    private static boolean isLabel(TestResult test) {
        return test.column().role() == Role.LABEL;
    }

    /** Of the tests of one family; the others stay undefined, in their places. */
    private List<Figure> adjusted(List<TestResult> tests, Predicate<TestResult> family) {
        return FalseDiscovery.adjust(
                tests.stream()
                        .map(
                                test ->
                                        family.test(test) && isMember(test)
                                                ? Figure.of(test.p())
                                                : Figure.undefined(Status.INSUFFICIENT_DATA))
                        .toList(),
                method());
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
        if (Resolution.hides(test, floor(test))) {
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
