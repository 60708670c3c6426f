// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Status;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HuberDecayTest {

    private static final int N = 20;
    private final double[] times = new double[N];
    private final double[] values = new double[N];
    private final double[] weights = new double[N];

    HuberDecayTest() {
        for (int i = 0; i < N; i++) {
            times[i] = 3 + i;
            values[i] = 0.5 + 0.4 * Math.exp(-0.05 * i) + 0.003 * Math.sin(7.0 * i);
            weights[i] = 1 + i % 3;
        }
    }

    @Test
    void curve_withstandsWindowsThatAreFarOff() {
        values[4] = 0.1;
        values[13] = 2;
        HuberDecay robust = HuberDecay.fit(times, values, weights, 0.5);
        ExponentialFit plain = MeasuredDecay.fit(times, values, weights, 0.5);

        assertEquals(0.9, robust.initial().value(), 0.01);
        assertEquals(0.05, robust.rate().value(), 0.005);
        assertTrue(robust.scale().value() < 0.01, "scale " + robust.scale());
        assertTrue(Math.abs(plain.rate().value() - 0.05) > 0.02, "plain " + plain.rate());
    }

    /** At the end nothing moves: the weights belong to the curve, and the curve to the weights. */
    @Test
    void curve_isAFixedPoint() {
        values[4] = 0.1;
        HuberDecay robust = HuberDecay.fit(times, values, weights, 0.5);
        double[] sizes = new double[N];
        double[] reduced = new double[N];
        double height = robust.initial().value() - 0.5;
        for (int i = 0; i < N; i++) {
            double curve = 0.5 + height * Math.exp(-robust.rate().value() * i);
            sizes[i] = Math.sqrt(weights[i]) * Math.abs(values[i] - curve);
        }
        double scale = 1.4826 * Medians.of(sizes);
        Arrays.setAll(reduced, i -> weights[i] * Math.min(1, 1.345 * scale / sizes[i]));
        ExponentialFit again = MeasuredDecay.fit(times, values, reduced, 0.5);

        assertEquals(scale, robust.scale().value(), 1e-8);
        assertEquals(robust.rate().value(), again.rate().value(), 1e-8);
        assertEquals(robust.initial().value(), again.initial().value(), 1e-8);
    }

    @Test
    void withoutAPlainFit_itsStatus() {
        double[] few = {1, 2, 3};
        assertEquals(
                HuberDecay.undefined(Status.INSUFFICIENT_DATA), HuberDecay.fit(few, few, few, 0));
        assertEquals(
                HuberDecay.undefined(Status.DEGENERATE), HuberDecay.fit(times, values, weights, 5));
    }

    @Test
    void moreThanHalfExactlyOnTheCurve_isDegenerate() {
        double[] zeros = new double[N];
        Arrays.fill(zeros, 2);
        assertEquals(
                HuberDecay.undefined(Status.DEGENERATE), HuberDecay.fit(times, zeros, weights, 0));
    }
}
