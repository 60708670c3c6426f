// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.List;

/**
 * The effect that the reference's own windows hardly ever reach: below it a change is what this
 * stream always does.
 *
 * <p>With E₁ … E_C the effects of the reference's own windows, Ē their mean and s their standard
 * deviation with divisor C − 1: threshold = Ē + 3s. Effects that are undefined (a window without
 * values) do not count towards C. C below 10: undefined, INSUFFICIENT_DATA, and the plain rule
 * holds. All effects equal: their value. Sums that do not fit into a double: {@link Status#ERROR}.
 * NaN and infinite effects are refused.
 *
 * <p>Error: s from C windows has a relative standard error of about 1/√(2(C − 1)), 0.24 at C = 10;
 * the arithmetic is in two passes and right to about 10⁻¹⁵.
 *
 * <p>Source: Shewhart 1931, Economic Control of Quality of Manufactured Product, for three standard
 * deviations.
 */
public final class Threshold {

    /** With fewer windows there is no threshold. */
    public static final int WINDOWS_MIN = 10;

    private static final double DEVIATIONS = 3;

    private Threshold() {}

    /** Of effects of which some may be undefined. */
    public static Figure of(List<Figure> effects) {
        return of(effects.stream().filter(Figure::isDefined).mapToDouble(Figure::value).toArray());
    }

    /**
     * Of effects that are all defined.
     *
     * @param effects finite; not changed and not kept
     * @throws IllegalArgumentException for NaN and infinite effects
     */
    public static Figure of(double[] effects) {
        double sum = 0;
        for (int i = 0; i < effects.length; i++) {
            if (!Double.isFinite(effects[i])) {
                throw new IllegalArgumentException(
                        "effects[" + i + "] must be finite, not " + effects[i]);
            }
            sum += effects[i];
        }
        if (effects.length < WINDOWS_MIN) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double mean = sum / effects.length;
        double squares = 0;
        for (double effect : effects) {
            squares += (effect - mean) * (effect - mean);
        }
        double threshold = mean + DEVIATIONS * Math.sqrt(squares / (effects.length - 1));
        return Double.isFinite(threshold) ? Figure.of(threshold) : Figure.undefined(Status.ERROR);
    }
}
