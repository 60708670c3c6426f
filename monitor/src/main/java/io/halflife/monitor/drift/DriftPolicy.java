// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.calibration.ReferenceCalibrations;
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
 * effect is at least the floor; otherwise it is STABLE. The floor is the larger of the settings'
 * and of what the reference's own windows reach, and p is that at the number of independent rows
 * that these are worth ({@link Basis}); the raw p stays beside it. It is INCONCLUSIVE when the
 * window or the reference has too few values, or the test could not be made; then it is no member
 * of a family. It is INCONCLUSIVE too when its effect reaches the floor only within the rank errors
 * of distributions that are not exact ({@link Resolution}): such a difference never makes DRIFTED.
 *
 * <p>The family is the window's: the primary test of every feature, of prediction and probability,
 * and each missing rate. The label is a family of its own, so that late labels never change the
 * verdict on a feature.
 */
public final class DriftPolicy {

    /** Smaller changes of a missing rate are never flagged, in shares of the rows. */
    static final double MISSING_DIFFERENCE_MIN = 0.01;

    private final DriftSettings settings;

    public DriftPolicy(DriftSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /** Judges all tests of one window, in the order given, by the floor of the settings. */
    public List<JudgedTest> judge(List<TestResult> tests) {
        return judge(tests, ReferenceCalibrations.NONE);
    }

    /** Judges all tests of one window, in the order given, by what the reference says of itself. */
    public List<JudgedTest> judge(List<TestResult> tests, ReferenceCalibrations calibrations) {
        List<Basis> bases =
                tests.stream()
                        .map(test -> Basis.of(test, settings.effectFloor(), calibrations))
                        .toList();
        List<Figure> adjusted = adjusted(tests, bases, test -> !isLabel(test));
        List<Figure> labelAdjusted = adjusted(tests, bases, DriftPolicy::isLabel);
        VerdictWords words = new VerdictWords(settings, calibrations.season());
        List<JudgedTest> judged = new ArrayList<>(tests.size());
        for (int i = 0; i < tests.size(); i++) {
            TestResult test = tests.get(i);
            Figure p = isLabel(test) ? labelAdjusted.get(i) : adjusted.get(i);
            judged.add(judge(test, bases.get(i), p.orElse(Double.NaN), words));
        }
        return judged;
    }

    /** Whether a test may be a member of a family; others change no verdict. */
    public static boolean isInFamily(TestResult test) {
        return test.primary() || MissingRateTest.NAME.equals(test.test());
    }

    private static boolean isLabel(TestResult test) {
        return test.column().role() == Role.LABEL;
    }

    /** Of the tests of one family; the others stay undefined, in their places. */
    private List<Figure> adjusted(
            List<TestResult> tests, List<Basis> bases, Predicate<TestResult> family) {
        List<Figure> raw = new ArrayList<>(tests.size());
        for (int i = 0; i < tests.size(); i++) {
            boolean member = family.test(tests.get(i)) && isMember(tests.get(i), bases.get(i));
            raw.add(
                    member
                            ? Figure.of(bases.get(i).p())
                            : Figure.undefined(Status.INSUFFICIENT_DATA));
        }
        return FalseDiscovery.adjust(raw, method());
    }

    private JudgedTest judge(TestResult test, Basis basis, double pAdjusted, VerdictWords words) {
        if (test.primary()) {
            Verdict verdict = verdict(test, basis, pAdjusted);
            return new JudgedTest(
                    test.with(basis.detail()),
                    pAdjusted,
                    verdict,
                    test.driftDetected(),
                    words.of(test, pAdjusted, basis, verdict));
        }
        if (MissingRateTest.NAME.equals(test.test())) {
            Boolean detected = isMember(test, basis) ? missingMoved(test, pAdjusted) : null;
            return new JudgedTest(
                    test, pAdjusted, null, detected, words.ofMissing(test, pAdjusted, detected));
        }
        return new JudgedTest(test, Double.NaN, null, test.driftDetected(), test.reason());
    }

    private Verdict verdict(TestResult test, Basis basis, double pAdjusted) {
        if (!isMember(test, basis) || Double.isNaN(test.effect())) {
            return Verdict.INCONCLUSIVE;
        }
        if (Resolution.hides(test, basis.floor())) {
            return Verdict.INCONCLUSIVE;
        }
        boolean significant = pAdjusted <= settings.q();
        boolean large = test.effect() >= basis.floor();
        return significant && large ? Verdict.DRIFTED : Verdict.STABLE;
    }

    private boolean missingMoved(TestResult test, double pAdjusted) {
        return pAdjusted <= settings.q() && Math.abs(test.statistic()) >= MISSING_DIFFERENCE_MIN;
    }

    private boolean isMember(TestResult test, Basis basis) {
        if (Double.isNaN(basis.p())) {
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
