// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static io.halflife.monitor.figures.Figures.number;

import io.halflife.monitor.calibration.ColumnCalibration;
import io.halflife.monitor.calibration.ReferenceCalibrations;
import io.halflife.statistics.calibration.EffectiveSize;
import io.halflife.statistics.comparison.ChiSquareTail;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a verdict rests on beside the test: the floor that its effect must reach, and the p-value
 * that its rows are worth (STATISTICS §1.5 and §1.6).
 *
 * @param floor the larger of the policy's and the calibrated one
 * @param isCalibrated whether the floor is that of the reference's own windows
 * @param calibration null where the column has none
 * @param p the raw p where rows are independent; NaN where there is none
 * @param why no calibration, in words; may be empty
 */
record Basis(
        double floor, boolean isCalibrated, ColumnCalibration calibration, double p, String why) {

    static final String FLOOR = "calibration.floor";
    static final String EFFECT = "calibration.effect";
    static final String WINDOWS = "calibration.windows";
    static final String DESIGN_EFFECT = "calibration.design_effect";
    static final String P = "calibration.p";

    static Basis of(TestResult test, double policyFloor, ReferenceCalibrations calibrations) {
        ColumnCalibration calibration = calibrations.of(test.column()).orElse(null);
        double calibrated =
                calibration == null || !calibration.hasEffect()
                        ? test.calibrated()
                        : calibration.effect();
        boolean higher = calibrated > policyFloor;
        boolean dependent = test.primary() && calibration != null && calibration.isDependent();
        return new Basis(
                higher ? calibrated : policyFloor,
                higher,
                calibration,
                dependent ? effectiveP(test, calibration.designEffect()) : test.p(),
                calibrations.reason(test.column()));
    }

    /** The asymptotic p of as many independent rows as these are worth. */
    private static double effectiveP(TestResult test, double designEffect) {
        if (Double.isNaN(test.p()) || Double.isNaN(test.statistic())) {
            return Double.NaN;
        }
        if (ChiSquareTest.NAME.equals(test.test())) {
            long dof = Math.round(test.detail().getOrDefault(ChiSquareTest.DOF, 0.0));
            return dof < 1
                    ? test.p()
                    : Math.pow(10, ChiSquareTail.log10(test.statistic() / designEffect, dof));
        }
        double certain = test.statistic() - test.detail().getOrDefault(Resolution.RANK_ERROR, 0.0);
        return EffectiveSize.kolmogorovSmirnov(
                        Math.max(0, certain), test.nReference(), test.n(), designEffect)
                .orElse(Double.NaN);
    }

    boolean isDependent() {
        return calibration != null && calibration.isDependent();
    }

    /** Figures that are kept beside the test's own; none where the column is not calibrated. */
    Map<String, Double> detail() {
        Map<String, Double> detail = new TreeMap<>();
        if (calibration != null) {
            detail.put(FLOOR, floor);
            detail.put(EFFECT, calibration.effect());
            detail.put(WINDOWS, (double) calibration.windows());
            detail.put(DESIGN_EFFECT, calibration.designEffect());
            detail.put(P, p);
        }
        return detail;
    }

    /** Which floor, where it comes from, and what rows are worth; empty when nothing is known. */
    String words() {
        StringBuilder words = new StringBuilder();
        if (calibration != null && calibration.hasEffect()) {
            words.append("; floor ").append(number(floor));
            words.append(
                    isCalibrated
                            ? " calibrated on "
                            : " of the policy, above the " + number(calibration.effect()) + " of ");
            words.append(calibration.windows()).append(" windows of the reference");
        } else if (!why.isEmpty()) {
            words.append("; floor ")
                    .append(number(floor))
                    .append(" of the policy, as ")
                    .append(why);
        }
        if (isDependent()) {
            words.append("; ")
                    .append(number(calibration.designEffect()))
                    .append(" rows count as one (design effect τ)");
        }
        return words.toString();
    }
}
