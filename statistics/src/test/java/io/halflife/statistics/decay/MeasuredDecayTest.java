// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
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
                        oracle.numbers("t"),
                        oracle.numbers("y"),
                        oracle.numbers("w"),
                        floor,
                        false,
                        3);

        double height = fit.initial().value() - floor;
        oracle.close("expected.m0", fit.initial().value(), 1e-7, 1e-10);
        oracle.close("expected.lambda_", fit.rate().value(), 1e-7, 1e-10);
        oracle.close("expected.s2", fit.dispersion().value(), 1e-6, 0);
        oracle.close("expected.sse", fit.dispersion().value() * (fit.windows() - 2), 1e-6, 0);
        Covariance covariance = fit.estimates().covariance();
        oracle.close("expected.se_m0", height * Math.sqrt(covariance.logInitial()), 1e-6, 0);
        oracle.close("expected.se_lambda", fit.rateError().value(), 1e-6, 0);
        oracle.close("expected.cov", height * covariance.cross(), 1e-6, 0);
        Interval interval = fit.rateInterval(0.95);
        oracle.close("expected.lambda_ci.0", interval.low(), 1e-6, 1e-10);
        oracle.close("expected.lambda_ci.1", interval.high(), 1e-6, 1e-10);
        checkHuber(oracle, floor);
        Exponential start =
                new WeightedHeights(
                                DecayPoints.of(oracle.numbers("t"), i -> true),
                                oracle.numbers("y"),
                                oracle.numbers("w"),
                                floor)
                        .logLinear();
        oracle.close("expected.start.0", floor + start.height(), 1e-9, 0);
        oracle.close("expected.start.1", start.rate(), 1e-9, 1e-13);
    }

    private static void checkHuber(OracleCase oracle, double floor) {
        if (!oracle.has("expected.huber")) {
            return;
        }
        HuberDecay robust =
                HuberDecay.fit(
                        oracle.numbers("t"), oracle.numbers("y"), oracle.numbers("w"), floor, 3);
        oracle.close("expected.huber.m0", robust.initial(), 1e-5, 1e-8);
        oracle.close("expected.huber.lambda_", robust.rate(), 1e-5, 1e-8);
        oracle.close("expected.huber.scale", robust.scale(), 1e-5, 1e-8);
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

        assertEquals(downAt.at().value(), upAt.at().value(), 0.01);
        assertEquals(downAt.interval().low(), upAt.interval().low(), 0.01);
        assertEquals(downAt.interval().high(), upAt.interval().high(), 0.01);
        assertEquals(down.halfLife(Trend.FALLING).value(), up.halfLife(Trend.RISING).value(), 0.01);
        assertTrue(up.slopeP(Trend.RISING).isBelow(1e-6));
        assertTrue(up.slopeP(Trend.FALLING).isAtLeast(0.999));
        assertEquals(Figure.undefined(Status.DEGENERATE), up.halfLife(Trend.FALLING));
        assertEquals(Double.POSITIVE_INFINITY, Crossing.fieller(up, 0.5).at().value());
    }

    /** Already beyond the threshold at the first window: the crossing is that window. */
    @Test
    void crossing_alreadyBelowIsTheFirstWindow() {
        double[] times = {3, 4, 5, 6, 7, 8, 9, 10};
        double[] values = {0.8, 0.79, 0.79, 0.78, 0.77, 0.77, 0.76, 0.75};
        double[] weights = new double[8];
        Arrays.fill(weights, 1);

        ExponentialFit fit = MeasuredDecay.fit(times, values, weights, 0);
        assertEquals(3, Crossing.fieller(fit, 0.9).at().value());
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

        assertEquals(2, level.value().value(), 1e-15);
        double error = Math.sqrt(20 * 20 * 0.01 + 10 * 10 * 0.04) / 30;
        assertEquals(2 + 2.3263478740408408 * error, level.upper().value(), 1e-12);
        assertEquals(2 - 2.3263478740408408 * error, level.lower().value(), 1e-12);
    }

    /** Whatever the number, its weights and the floor: rounding is no trend. */
    @Test
    void fit_ofAConstantHasNoTrend() {
        long seed = 20_260_731;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            int windows = random.nextInt(8, 40);
            double constant = Math.scalb(random.nextDouble(0.5, 1), random.nextInt(-40, 40));
            double floor = round % 2 == 0 ? 0 : constant * random.nextDouble(-2, 0.9);
            double[] times = new double[windows];
            double[] values = new double[windows];
            double[] weights = new double[windows];
            double[] errors = new double[windows];
            for (int i = 0; i < windows; i++) {
                times[i] = i + random.nextDouble(0.5);
                values[i] =
                        round % 3 == 0
                                ? constant + random.nextInt(3) * Math.ulp(constant)
                                : constant;
                weights[i] = random.nextDouble(1, 5000);
                errors[i] = random.nextDouble(1e-4, 1e-2) * constant;
            }
            String message = "seed " + seed + " round " + round;
            flat(MeasuredDecay.fit(times, values, weights, floor), constant, message);
            flat(MeasuredDecay.fitByErrors(times, values, errors, floor), constant, message);
        }
    }

    private static void flat(ExponentialFit fit, double constant, String message) {
        assertEquals(0, fit.rate().value(), message);
        assertEquals(0, fit.rateError().value(), message);
        assertEquals(0, fit.trend().value(), message);
        assertEquals(0, fit.dispersion().value(), message);
        assertEquals(0, fit.dispersionUsed(false).value(), message);
        assertEquals(0.5, fit.slopeP(Trend.RISING).value(), message);
        assertEquals(0.5, fit.slopeP(Trend.FALLING).value(), message);
        assertEquals(constant, fit.initial().value(), 1e-13 * constant, message);
        assertEquals(constant, fit.levelAt(3, false, 0.95).upper().value(), 1e-13 * constant);
        assertEquals(Figure.undefined(Status.DEGENERATE), fit.halfLife(Trend.FALLING), message);
        assertEquals(
                Double.POSITIVE_INFINITY,
                Crossing.fieller(fit, constant * 0.95).at().orElse(Double.POSITIVE_INFINITY),
                message);
    }

    @Test
    void fit_ofAConstantAtOrBelowTheFloorIsDegenerate() {
        double[] times = {0, 1, 2, 3, 4, 5, 6, 7};
        double[] values = new double[8];
        double[] weights = new double[8];
        Arrays.fill(values, 0.1);
        Arrays.fill(weights, 1);
        for (double floor : new double[] {0.1, 0.3}) {
            assertEquals(
                    Optional.of(new Refusal(Refusal.Reason.NOT_ABOVE_FLOOR, 8, 8)),
                    MeasuredDecay.fit(times, values, weights, floor).refusal());
        }
    }

    /** Eight last digits are more than rounding, four are not. */
    @Test
    void fit_seesWhatIsMoreThanRounding() {
        double[] times = {0, 1, 2, 3, 4, 5, 6, 7};
        double[] weights = new double[8];
        Arrays.fill(weights, 3);
        double[] values = new double[8];
        Arrays.setAll(values, i -> 1 + (i < 4 ? 0 : 8.1) * Math.ulp(1.0));
        assertEquals(0, MeasuredDecay.fit(times, values, weights, 0).trend().value());
        Arrays.setAll(values, i -> 1 + (i < 4 ? 0 : 10) * Math.ulp(1.0));
        ExponentialFit rising = MeasuredDecay.fit(times, values, weights, 0);
        assertTrue(rising.rate().value() < 0, "rate " + rising.rate());
    }

    @Test
    void fit_ofAnExactCurveHasNoScatter() {
        for (double rate : new double[] {0.1, -0.02}) {
            double[] times = {0, 1, 2, 3, 4, 5, 6, 7};
            double[] weights = {1, 2, 3, 4, 5, 6, 7, 8};
            double[] values = Arrays.stream(times).map(t -> 1 + 3 * Math.exp(-rate * t)).toArray();
            for (ExponentialFit fit :
                    new ExponentialFit[] {
                        MeasuredDecay.fit(times, values, weights, 1),
                        MeasuredDecay.fitByErrors(times, values, weights, 1)
                    }) {
                assertEquals(rate, fit.rate().value(), 1e-14);
                assertEquals(0, fit.dispersion().value());
                assertEquals(0, fit.rateError().value());
                assertEquals(rate / 0, fit.trend().value());
                Trend direction = rate > 0 ? Trend.FALLING : Trend.RISING;
                Trend other = rate > 0 ? Trend.RISING : Trend.FALLING;
                assertEquals(0, fit.slopeP(direction).value());
                assertEquals(1, fit.slopeP(other).value());
                assertEquals(Double.NEGATIVE_INFINITY, fit.slopeLog10P(direction).value());
                assertEquals(0, fit.slopeLog10P(other).value());
            }
        }
    }

    /** Their squares would be 0 or infinite, and the windows left out without a word. */
    @Test
    void fitByErrors_refusesErrorsWhoseSquaresAreLost() {
        double[] times = {0, 1, 2, 3, 4, 5, 6, 7};
        double[] values = {0.9, 0.8, 0.8, 0.7, 0.7, 0.6, 0.6, 0.5};
        double[] errors = new double[8];
        for (double wrong : new double[] {1e-170, 9.9e-151, 1.1e150, 1e170, 0, -1}) {
            Arrays.fill(errors, wrong);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> MeasuredDecay.fitByErrors(times, values, errors, 0));
        }
        for (double legal : new double[] {1e-150, 1e150}) {
            Arrays.fill(errors, legal);
            assertTrue(MeasuredDecay.fitByErrors(times, values, errors, 0).isFitted());
        }
    }

    @Test
    void residuals_needAFit() {
        double[] seven = {0, 1, 2, 3, 4, 5, 6};
        ExponentialFit refused = MeasuredDecay.fit(seven, seven, seven, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> MeasuredDecay.residuals(refused, seven, seven, seven));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProportionDecay.residuals(refused, seven, new long[7], new long[7]));
    }

    /** What cannot be squared is neither constant nor without a best curve. */
    @Test
    void fit_ofValuesThatCannotBeSquaredIsAnError() {
        double[] times = {0, 1, 2, 3, 4, 5, 6, 7};
        double[] weights = {1, 1, 1, 1, 1, 1, 1, 1};
        double[] values = {9, 8, 8, 7, 7, 6, 5, 5};
        for (double unit : new double[] {1e-200, 1e200, 1e307}) {
            double[] scaled = Arrays.stream(values).map(v -> v * unit).toArray();
            assertEquals(Status.ERROR, MeasuredDecay.fit(times, scaled, weights, 0).status());
        }
        double rate = MeasuredDecay.fit(times, values, weights, 0).rate().value();
        for (double unit : new double[] {1e-130, 1e140}) {
            double[] scaled = Arrays.stream(values).map(v -> v * unit).toArray();
            assertEquals(rate, MeasuredDecay.fit(times, scaled, weights, 0).rate().value(), 1e-12);
        }
        double[] zeros = new double[8];
        assertEquals(
                Status.DEGENERATE, MeasuredDecay.fit(times, zeros, weights, 0).status(), "at 0");
    }
}
