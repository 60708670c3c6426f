// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.decay.Refusal.Reason;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a fit says, at the edges of what can be fitted. */
class ExponentialFitTest {

    private static final double[] EIGHT = {0, 1, 2, 3, 4, 5, 6, 7};

    private static ExponentialFit proportion(double[] times, long trials, long... successes) {
        long[] all = new long[times.length];
        Arrays.fill(all, trials);
        return ProportionDecay.fit(times, all, successes, 0);
    }

    private static ExponentialFit exact(double initial, double rate, double floor) {
        double[] values =
                Arrays.stream(EIGHT).map(t -> floor + initial * Math.exp(-rate * t)).toArray();
        double[] weights = {1, 1, 1, 1, 1, 1, 1, 1};
        return MeasuredDecay.fit(EIGHT, values, weights, floor);
    }

    @Test
    void refusals_sayWhichMinimumWasMissed() {
        assertEquals(
                Optional.of(new Refusal(Reason.WINDOWS, 7, 8)),
                proportion(new double[] {0, 1, 2, 3, 4, 5, 6}, 9, 1, 2, 3, 4, 5, 6, 7).refusal());
        assertEquals(
                Optional.of(new Refusal(Reason.DISTINCT_TIMES, 7, 8)),
                proportion(new double[] {0, 1, 2, 3, 4, 5, 6, 6}, 9, 1, 2, 3, 4, 5, 6, 7, 8)
                        .refusal());
        assertEquals(
                Optional.of(new Refusal(Reason.ALL_RIGHT, 8, 8)),
                proportion(EIGHT, 9, 9, 9, 9, 9, 9, 9, 9, 9).refusal());
        assertEquals(
                Optional.of(new Refusal(Reason.NONE_RIGHT, 8, 8)),
                proportion(EIGHT, 9, 0, 0, 0, 0, 0, 0, 0, 0).refusal());
        long[] four = {4, 4, 4, 4, 4, 4, 4, 4};
        long[] two = {2, 2, 2, 2, 2, 2, 2, 2};
        assertEquals(
                Optional.of(new Refusal(Reason.NOT_ABOVE_FLOOR, 8, 8)),
                ProportionDecay.fit(EIGHT, four, two, 0.5).refusal());
        assertTrue(ProportionDecay.fit(EIGHT, four, two, 0.499).isFitted());
        assertEquals(Optional.empty(), proportion(EIGHT, 9, 8, 7, 8, 7, 8, 7, 8, 7).refusal());
    }

    /** Perfect, then falling in a line: the best curve would begin above 1. */
    @Test
    void optimumAtTheEdge_isDegenerate() {
        ExponentialFit fit = proportion(EIGHT, 1000, 1000, 1000, 1000, 1000, 950, 900, 850, 800);
        assertEquals(Optional.of(new Refusal(Reason.NO_BEST_CURVE, 8, 8)), fit.refusal());
        assertEquals(Status.DEGENERATE, fit.status());
    }

    @Test
    void refusedFit_hasNoFigures() {
        ExponentialFit fit = proportion(EIGHT, 9, 9, 9, 9, 9, 9, 9, 9, 9);
        Figure none = Figure.undefined(Status.DEGENERATE);

        assertFalse(fit.isFitted());
        assertEquals(FitQuality.UNKNOWN, fit.quality());
        for (Figure figure :
                new Figure[] {
                    fit.t0(),
                    fit.tEnd(),
                    fit.logInitial(),
                    fit.initial(),
                    fit.rate(),
                    fit.rateError(),
                    fit.dispersion(),
                    fit.dispersionUsed(true),
                    fit.dispersionUsed(false),
                    fit.trend(),
                    fit.aiccDecay(),
                    fit.aiccConstant(),
                    fit.valueAt(3),
                    fit.halfLife(Trend.FALLING),
                    fit.slopeP(Trend.FALLING)
                }) {
            assertEquals(none, figure);
        }
        Interval noInterval = Interval.undefined(Status.DEGENERATE);
        assertEquals(noInterval, fit.rateInterval(0.95));
        assertEquals(noInterval, fit.initialInterval(0.95));
        assertEquals(noInterval, fit.halfLifeInterval(Trend.FALLING, 0.95));
        assertEquals(Level.undefined(Status.DEGENERATE), fit.levelAt(3, true, 0.95));
        assertFalse(fit.isTrending(Trend.FALLING, 0.99));
        assertEquals(none, Crossing.fieller(fit, 0.5).at());
        assertEquals(noInterval, Crossing.fieller(fit, 0.5).interval());
        assertFalse(Crossing.fieller(fit, 0.5).exists());
    }

    /** Nothing scatters, so every interval is a point, and each is where the curve is. */
    @Test
    void exactCurve_hasPointsForIntervals() {
        ExponentialFit fit = exact(4, 0.1, 1);

        assertEquals(0.1, fit.rate().value(), 1e-14);
        assertEquals(5, fit.initial().value(), 1e-13);
        assertEquals(Math.log(2) / 0.1, fit.halfLife(Trend.FALLING).value(), 1e-11);
        Crossing crossing = Crossing.fieller(fit, 3);
        assertEquals(Math.log(2) / 0.1, crossing.at().value(), 1e-10);
        assertEquals(crossing.at().value(), crossing.interval().low(), 1e-6);
        assertEquals(crossing.at().value(), crossing.interval().high(), 1e-6);
        assertEquals(FitQuality.UNKNOWN, fit.quality(), "weights promise no scatter");
        assertTrue(fit.isTrending(Trend.FALLING, 1e-9));
        Level level = fit.levelAt(7, true, 0.95);
        assertEquals(1 + 4 * Math.exp(-0.7), level.value().value(), 1e-12);
        assertEquals(level.value().value(), level.upper().value(), 1e-9);
    }

    @Test
    void halfLife_isOfTheDirectionThatIsAskedFor() {
        ExponentialFit falling = exact(4, 0.1, 0);
        ExponentialFit rising = exact(4, -0.1, 0);
        ExponentialFit level = exact(4, 0, 0);

        assertEquals(Figure.undefined(Status.DEGENERATE), falling.halfLife(Trend.RISING));
        assertEquals(Figure.undefined(Status.DEGENERATE), rising.halfLife(Trend.FALLING));
        assertEquals(Math.log(2) / 0.1, rising.halfLife(Trend.RISING).value(), 1e-11);
        assertEquals(
                Interval.of(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
                rising.halfLifeInterval(Trend.FALLING, 0.95));
        assertEquals(0, level.rate().value(), 1e-14);
    }

    /** Not above its floor on the whole, yet best above it: no band on the logarithmic scale. */
    @Test
    void constantBelowTheFloor_hasNoBounds() {
        double[] values = {9, 1, -3, -3, -3, -3, -3, -3};
        double[] weights = {1, 1, 1, 1, 1, 1, 1, 1};
        ExponentialFit fit = MeasuredDecay.fit(EIGHT, values, weights, 0);
        assertTrue(fit.isFitted());
        Level level = fit.levelAt(7, false, 0.95);
        assertEquals(-1, level.value().value(), 1e-15);
        assertEquals(Figure.undefined(Status.DEGENERATE), level.upper());
        assertEquals(Figure.undefined(Status.DEGENERATE), level.lower());
    }

    @Test
    void crossing_knowsNowNeverAndTheFloor() {
        ExponentialFit fit = exact(4, 0.1, 1);
        assertEquals(0, Crossing.fieller(fit, 5.1).at().value(), "below at once");
        assertEquals(Interval.of(0, 0), Crossing.fieller(fit, 5.1).interval());
        assertTrue(Crossing.fieller(fit, 5.1).exists());
        Crossing never = Crossing.fieller(fit, 6, Trend.RISING, 0.95);
        assertEquals(Double.POSITIVE_INFINITY, never.at().value());
        assertEquals(Double.POSITIVE_INFINITY, never.interval().high());
        assertFalse(never.exists());
        assertEquals(Figure.undefined(Status.DEGENERATE), Crossing.fieller(fit, 1).at());
        assertTrue(Crossing.fieller(fit, 1.0001).exists());
        assertThrows(IllegalArgumentException.class, () -> Crossing.fieller(fit, Double.NaN));
    }

    /**
     * The band itself, scanned: where it first meets the threshold is where Fieller says, for fits
     * from certain to hopeless.
     */
    @Test
    void crossing_isWhereTheBandMeetsTheThreshold() {
        for (double noise : new double[] {0.001, 0.01, 0.03, 0.1}) {
            double[] values = new double[8];
            for (int i = 0; i < 8; i++) {
                values[i] = Math.exp(-0.03 * i) + noise * Math.sin(5.0 * i);
            }
            double[] weights = {1, 2, 1, 2, 1, 2, 1, 2};
            ExponentialFit fit = MeasuredDecay.fit(EIGHT, values, weights, 0);
            for (double threshold : new double[] {0.95, 0.8, 0.5}) {
                Interval found = Crossing.fieller(fit, threshold).interval();
                assertEquals(scanned(fit, threshold, true), found.low(), 0.02, "low " + noise);
                double high = scanned(fit, threshold, false);
                if (high < 1000) {
                    assertEquals(high, found.high(), 0.02, "high " + noise + " at " + threshold);
                } else {
                    assertTrue(found.high() > 999, "high " + noise + " at " + threshold);
                }
            }
        }
    }

    private static double scanned(ExponentialFit fit, double threshold, boolean lower) {
        Estimates e = fit.estimates();
        double q = (lower ? -1 : 1) * fit.twoSided(0.95);
        for (double s = 0; s < 1000; s += 0.01) {
            double line = e.logInitial() - e.rate() * s + q * e.covariance().lineError(s);
            if (line <= Math.log(threshold)) {
                return s;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    @Test
    void quality_isPoorAboveFour() {
        double[] values = {11, 9, 9, 11, 11, 9, 9, 11};
        // Residuals of 1 that no slope can use: s² = 8/(6·se²), 4 at se² = 1/3.
        assertEquals(FitQuality.GOOD, qualityAt(values, Math.sqrt(8 / 23.0)));
        assertEquals(FitQuality.POOR, qualityAt(values, Math.sqrt(8 / 25.0)));
    }

    private static FitQuality qualityAt(double[] values, double standardError) {
        double[] errors = new double[8];
        Arrays.fill(errors, standardError);
        return MeasuredDecay.fitByErrors(EIGHT, values, errors, 0).quality();
    }

    @Test
    void arguments_areChecked() {
        ExponentialFit fit = exact(4, 0.1, 1);
        for (double wrong : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> fit.rateInterval(wrong));
            assertThrows(IllegalArgumentException.class, () -> fit.levelAt(0, true, wrong));
            assertThrows(IllegalArgumentException.class, () -> fit.isTrending(Trend.RISING, wrong));
        }
        double[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
        double[] negative = {1, 1, 1, -1, 1, 1, 1, 1};
        assertThrows(
                IllegalArgumentException.class, () -> MeasuredDecay.fit(EIGHT, ones, negative, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> MeasuredDecay.fit(EIGHT, ones, ones, Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> MeasuredDecay.fit(EIGHT, ones, new double[7], 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> MeasuredDecay.fitByErrors(EIGHT, ones, new double[8], 0));
        double[] nowhere = {0, 1, 2, 3, 4, 5, 6, Double.NaN};
        assertThrows(
                IllegalArgumentException.class, () -> MeasuredDecay.fit(nowhere, ones, ones, 0));
        double[] lastMissing = {1, 1, 1, 1, 1, 1, 1, 0};
        assertEquals(7, MeasuredDecay.fit(nowhere, ones, lastMissing, 0).windows());
        for (double floor : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ProportionDecay.fit(EIGHT, new long[8], new long[8], floor));
        }
    }

    @Test
    void missingStandardErrors_leaveTheirWindowsOut() {
        double[] values = {1, 0.9, 0.85, 0.8, 0.7, 0.65, 0.6, 0.5};
        double[] errors = {1, 1, 1, Double.NaN, 1, 1, Double.POSITIVE_INFINITY, 1};
        ExponentialFit fit = MeasuredDecay.fitByErrors(EIGHT, values, errors, 0);
        assertEquals(Optional.of(new Refusal(Reason.WINDOWS, 6, 8)), fit.refusal());
    }

    /** mpmath 1.3.0: log10(betainc(df/2, .5, 0, df/(df + t²), regularized=True)/2). */
    @Test
    void slopeLog10P_isFiniteWherePUnderflows() {
        assertEquals(
                -358.47172622283296, trending(1e60, 8).slopeLog10P(Trend.FALLING).value(), 1e-10);
        ExponentialFit many = trending(-200, 402);
        assertEquals(0, many.slopeP(Trend.RISING).value(), Double.MIN_NORMAL);
        assertEquals(-402.56251623592624, many.slopeLog10P(Trend.RISING).value(), 1e-10);
        assertEquals(0, many.slopeLog10P(Trend.FALLING).value());
        ExponentialFit plain = trending(2, 10);
        assertEquals(
                Math.log10(plain.slopeP(Trend.FALLING).value()),
                plain.slopeLog10P(Trend.FALLING).value(),
                1e-15);
    }

    private static ExponentialFit trending(double trend, int windows) {
        Estimates estimates =
                new Estimates(
                        0,
                        7,
                        0,
                        0.1,
                        new Covariance(1, 0, 1),
                        1,
                        1,
                        trend,
                        new Estimates.Constant(1, 1, 1),
                        0,
                        0);
        return ExponentialFit.of(windows, 0, true, estimates);
    }

    @Test
    void valuesBeyondADouble_areErrors() {
        ExponentialFit fit = exact(4, 0.1, 1);
        assertEquals(Figure.undefined(Status.ERROR), fit.valueAt(-1e9));
        assertEquals(Level.undefined(Status.ERROR), fit.levelAt(-1e9, true, 0.95));
        assertEquals(1, fit.valueAt(1e9).value());
        ExponentialFit wide = trending(1, 8);
        Level level = wide.levelAt(1e4, true, 0.95);
        assertEquals(0, level.value().value());
        assertEquals(Double.POSITIVE_INFINITY, level.upper().value());
        for (double wrong : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> fit.valueAt(wrong));
            assertThrows(IllegalArgumentException.class, () -> fit.levelAt(wrong, true, 0.95));
        }
    }
}
