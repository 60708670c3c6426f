// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.decay.ExponentialFit.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MeasuredDecayTest {

    @TestFactory
    Stream<DynamicTest> fit_agreesWithTheOracle() {
        return Oracles.tests("decay_nls", MeasuredDecayTest::check);
    }

    private static void check(OracleCase oracle) {
        double floor = oracle.number("floor");
        ExponentialFit fit =
                MeasuredDecay.fit(
                        oracle.numbers("t"), oracle.numbers("y"), oracle.numbers("w"), floor, 3);

        double height = fit.initial() - floor;
        oracle.close("expected.m0", fit.initial(), 1e-7, 1e-10);
        oracle.close("expected.lambda_", fit.rate(), 1e-7, 1e-10);
        oracle.close("expected.s2", fit.dispersion(), 1e-6, 0);
        double initialError = height * Math.sqrt(fit.covariance().logInitial());
        oracle.close("expected.se_m0", initialError, 1e-6, 0);
        oracle.close("expected.se_lambda", fit.rateError(), 1e-6, 0);
        oracle.close("expected.cov", height * fit.covariance().cross(), 1e-6, 0);
        double[] interval = oracle.numbers("expected.lambda_ci");
        oracle.close("ci low", interval[0], fit.rateInterval(0.95).low(), 1e-6, 1e-10);
        oracle.close("ci high", interval[1], fit.rateInterval(0.95).high(), 1e-6, 1e-10);
    }

    @Test
    void fit_needsEightWindowsWithValues() {
        double[] times = {0, 1, 2, 3, 4, 5, 6, 7};
        double[] values = {9, 8, 7, 6, 5, 4, Double.NaN, 2};
        double[] weights = {1, 1, 1, 1, 1, 1, 1, 1};

        ExponentialFit fit = MeasuredDecay.fit(times, values, weights, 0);

        assertEquals(Status.INSUFFICIENT_DATA, fit.status());
        assertEquals(7, fit.windows());
    }

    @Test
    void fit_belowItsFloorIsDegenerate() {
        double[] times = {0, 1, 2, 3, 4, 5, 6, 7};
        double[] values = {0.45, 0.44, 0.46, 0.45, 0.43, 0.44, 0.45, 0.44};
        double[] weights = {1, 1, 1, 1, 1, 1, 1, 1};

        assertEquals(Status.DEGENERATE, MeasuredDecay.fit(times, values, weights, 0.5).status());
    }

    /** A rising error mirrors a falling one: same half-life, same dates. */
    @Test
    void crossing_ofARisingErrorMirrorsAFallingOne() {
        double[] times = new double[20];
        double[] falling = new double[20];
        double[] rising = new double[20];
        double[] fallingWeights = new double[20];
        double[] risingWeights = new double[20];
        for (int i = 0; i < 20; i++) {
            times[i] = 5 + i;
            double noise = 0.001 * Math.sin(7.0 * i);
            falling[i] = Math.exp(-0.02 * i + noise);
            rising[i] = 1 / falling[i];
            // Equal relative errors, so that both fits weigh the logarithms alike.
            fallingWeights[i] = 1 / (falling[i] * falling[i]);
            risingWeights[i] = 1 / (rising[i] * rising[i]);
        }

        ExponentialFit down = MeasuredDecay.fit(times, falling, fallingWeights, 0);
        ExponentialFit up = MeasuredDecay.fit(times, rising, risingWeights, 0);
        Crossing downAt = Crossing.fieller(down, 0.5);
        Crossing upAt = Crossing.fieller(up, 2, Trend.RISING, 0.95);

        assertEquals(downAt.at(), upAt.at(), 0.01);
        assertEquals(downAt.low(), upAt.low(), 0.01);
        assertEquals(downAt.high(), upAt.high(), 0.01);
        assertEquals(down.halfLife(Trend.FALLING), up.halfLife(Trend.RISING), 0.01);
        assertTrue(up.slopeP(Trend.RISING) < 1e-6 && up.slopeP(Trend.FALLING) > 0.999);
        assertTrue(Double.isNaN(up.halfLife(Trend.FALLING)));
        assertEquals(Double.POSITIVE_INFINITY, Crossing.fieller(up, 0.5).at());
    }

    /** Already beyond the threshold at the first window: the crossing is that window. */
    @Test
    void crossing_alreadyBelowIsTheFirstWindow() {
        double[] times = {3, 4, 5, 6, 7, 8, 9, 10};
        double[] values = {0.8, 0.79, 0.79, 0.78, 0.77, 0.77, 0.76, 0.75};
        double[] weights = new double[8];
        Arrays.fill(weights, 1);

        assertEquals(3, Crossing.fieller(MeasuredDecay.fit(times, values, weights, 0), 0.9).at());
    }

    @Test
    void recentLevel_weighsByRows() {
        Level level =
                RecentLevel.measured(
                        new double[] {0, 1, 2, 3},
                        new double[] {100, 1, Double.NaN, 4},
                        new double[] {1, 0.1, 1, 0.2},
                        new double[] {10, 20, 10, 10},
                        2,
                        0.99);

        assertEquals(2, level.value(), 1e-15);
        double error = Math.sqrt(20 * 20 * 0.01 + 10 * 10 * 0.04) / 30;
        assertEquals(2 + 2.3263478740408408 * error, level.upper(), 1e-12);
        assertEquals(2 - 2.3263478740408408 * error, level.lower(), 1e-12);
    }
}
