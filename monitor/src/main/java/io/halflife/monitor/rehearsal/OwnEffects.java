// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.calibration.ColumnCalibration;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.statistics.calibration.ReferenceCalibration;
import io.halflife.statistics.calibration.ReferenceCalibration.OwnWindow;
import java.util.List;
import java.util.function.Function;

/**
 * The effects that a column's own windows reach against the rest, and what they calibrate for a
 * window that is not among them: mean + 3 standard deviations (STATISTICS §1.5).
 */
final class OwnEffects {

    private static final double DEVIATIONS = 3;

    private final double[] effects;
    private final double designEffect;

    private OwnEffects(double[] effects, double designEffect) {
        this.effects = effects;
        this.designEffect = designEffect;
    }

    /**
     * Of a column.
     *
     * @param tests of the windows, with those of the column
     */
    static OwnEffects of(Column column, List<FeatureProfile> own, List<List<TestResult>> tests) {
        double[] effects =
                tests.stream()
                        .mapToDouble(
                                window ->
                                        window.stream()
                                                .filter(TestResult::primary)
                                                .filter(test -> test.column().equals(column))
                                                .mapToDouble(TestResult::effect)
                                                .findFirst()
                                                .orElse(Double.NaN))
                        .toArray();
        boolean discrete = own.stream().reduce(FeatureProfile::merge).orElseThrow().isDiscrete();
        ReferenceCalibration all =
                discrete
                        ? ReferenceCalibration.ofCategories(
                                windows(own, FeatureProfile::asCategories))
                        : ReferenceCalibration.ofNumbers(windows(own, FeatureProfile::values));
        return new OwnEffects(effects, all.designEffect().orElse(Double.NaN));
    }

    private static <T> List<OwnWindow<T>> windows(
            List<FeatureProfile> own, Function<FeatureProfile, T> values) {
        return own.stream()
                .filter(profile -> profile.n() > 0)
                .map(profile -> new OwnWindow<>(0, values.apply(profile)))
                .toList();
    }

    /** What the other windows say. */
    ColumnCalibration without(int left) {
        long n = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < effects.length; i++) {
            if (i != left && !Double.isNaN(effects[i])) {
                n++;
                double step = effects[i] - mean;
                mean += step / n;
                squares += step * (effects[i] - mean);
            }
        }
        double floor = n < 2 ? Double.NaN : mean + DEVIATIONS * Math.sqrt(squares / (n - 1));
        return new ColumnCalibration(n, floor, designEffect);
    }
}
