// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokenWindowsTest {

    /** Median 0.6745, so that the limit is 5 exactly. */
    private static double[] residuals(int count) {
        double[] residuals = new double[count];
        Arrays.setAll(residuals, i -> i % 2 == 0 ? 0.6745 : -0.6745);
        return residuals;
    }

    @Test
    void windowBeyondFive_isBroken() {
        double[] residuals = residuals(20);
        residuals[7] = 5.001;
        residuals[12] = -5.001;
        assertEquals(new BrokenWindows(List.of(7, 12), 2), BrokenWindows.among(residuals));
        residuals[7] = 4.999;
        residuals[12] = -4.999;
        assertEquals(BrokenWindows.NONE, BrokenWindows.among(residuals));
    }

    /** A scale of 3 instead of 1: everything is three times as far. */
    @Test
    void limit_isInUnitsOfTheMedian() {
        double[] residuals = Arrays.stream(residuals(10)).map(r -> 3 * r).toArray();
        residuals[3] = 14.9;
        assertEquals(BrokenWindows.NONE, BrokenWindows.among(residuals));
        residuals[3] = 15.1;
        assertEquals(List.of(3), BrokenWindows.among(residuals).rows());
    }

    @Test
    void tenPercent_atMostTheMostExtremeFirst() {
        double[] residuals = residuals(29);
        residuals[4] = 20;
        residuals[5] = 30;
        residuals[28] = -40;
        assertEquals(new BrokenWindows(List.of(5, 28), 3), BrokenWindows.among(residuals));
        assertEquals(
                List.of(4, 5, 28),
                BrokenWindows.among(Arrays.copyOf(longer(residuals), 30)).rows());
    }

    private static double[] longer(double[] residuals) {
        double[] longer = Arrays.copyOf(residuals, residuals.length + 1);
        longer[residuals.length] = 0.6745;
        return longer;
    }

    @Test
    void equalResiduals_theEarlierGoesFirst() {
        double[] residuals = residuals(10);
        residuals[8] = -9;
        residuals[2] = 9;
        assertEquals(new BrokenWindows(List.of(2), 2), BrokenWindows.among(residuals));
    }

    @Test
    void missingWindows_neitherCountNorBreak() {
        double[] residuals = residuals(12);
        residuals[0] = Double.NaN;
        residuals[1] = Double.NaN;
        residuals[2] = Double.NaN;
        residuals[5] = 50;
        assertEquals(new BrokenWindows(List.of(), 1), BrokenWindows.among(residuals), "9 entered");
        residuals[2] = 0.6745;
        assertEquals(new BrokenWindows(List.of(5), 1), BrokenWindows.among(residuals));
    }

    @Test
    void nothingToHoldThemAgainst_noneIsBroken() {
        assertEquals(BrokenWindows.NONE, BrokenWindows.among(new double[0]));
        assertEquals(BrokenWindows.NONE, BrokenWindows.among(new double[] {0, 0, 0, 7, 0}));
        assertEquals(
                BrokenWindows.NONE, BrokenWindows.among(new double[] {Double.NaN, Double.NaN}));
    }

    @Test
    void medians_areTheMiddle() {
        assertEquals(2, Medians.of(new double[] {3, 1, 2}));
        assertEquals(2.5, Medians.of(new double[] {4, 1, 3, 2}));
        assertTrue(Double.isNaN(Medians.of(new double[0])));
    }

    /** A decay of 0.005 a day that one window of 40 % hides, and that is seen without it. */
    @Test
    void proportion_withoutItsBrokenWindowShowsItsDecay() {
        double[] times = new double[30];
        long[] trials = new long[30];
        long[] successes = new long[30];
        for (int i = 0; i < 30; i++) {
            times[i] = 100 + i;
            trials[i] = 500;
            successes[i] = Math.round(500 * 0.9 * Math.exp(-0.005 * i) + 4 * Math.sin(7.0 * i));
        }
        successes[12] = 200;
        ExponentialFit all = ProportionDecay.fit(times, trials, successes, 0);
        CleanedFit cleaned = ProportionDecay.fitWithoutBroken(times, trials, successes, 0);

        assertEquals(FitQuality.POOR, all.quality());
        assertEquals(new BrokenWindows(List.of(12), 1), cleaned.broken());
        assertEquals(29, cleaned.fit().windows());
        assertEquals(FitQuality.GOOD, cleaned.fit().quality());
        assertEquals(0.005, cleaned.fit().rate().value(), 0.0006);
        assertTrue(cleaned.fit().isTrending(Trend.FALLING, 1e-6));
        assertEquals(200, successes[12], "the input stays");
        assertEquals(500, trials[12], "the input stays");
    }

    @Test
    void measured_withoutItsBrokenWindowIsTheOthersFit() {
        double[] times = new double[20];
        double[] values = new double[20];
        double[] weights = new double[20];
        for (int i = 0; i < 20; i++) {
            times[i] = i;
            values[i] = 5 * Math.exp(-0.02 * i) + 0.01 * Math.sin(7.0 * i);
            weights[i] = 4;
        }
        values[9] = 50;
        CleanedFit cleaned = MeasuredDecay.fitWithoutBroken(times, values, weights, 0);

        assertEquals(new BrokenWindows(List.of(9), 1), cleaned.broken());
        assertEquals(19, cleaned.fit().windows());
        assertEquals(0.02, cleaned.fit().rate().value(), 0.0005);
        assertEquals(50, values[9], "the input stays");
    }

    /** Residuals by hand: 90 of 100 where 0.9·e^0 is expected, and √w times the difference. */
    @Test
    void residuals_areScaledByWhatTheWindowsPromise() {
        double[] times = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        long[] trials = {100, 100, 100, 100, 0, 100, 100, 100, 100};
        long[] successes = {90, 90, 90, 90, 0, 90, 90, 90, 90};
        ExponentialFit fit = ProportionDecay.fit(times, trials, successes, 0);
        long[] other = {96, 84, 90, 90, 0, 90, 90, 90, 90};
        double[] residuals = ProportionDecay.residuals(fit, times, trials, other);
        assertEquals(2, residuals[0], 1e-9);
        assertEquals(-2, residuals[1], 1e-9);
        assertTrue(Double.isNaN(residuals[4]));

        double[] values = {2, 2, 2, 2, Double.NaN, 2, 2, 2, 2};
        double[] weights = {9, 9, 9, 9, 9, 9, 9, 9, 9};
        ExponentialFit flat = MeasuredDecay.fit(times, values, weights, 1);
        double[] moved = {3, 1.5, 2, 2, Double.NaN, 2, 2, 2, 2};
        double[] off = MeasuredDecay.residuals(flat, times, moved, weights);
        assertEquals(3, off[0], 1e-9);
        assertEquals(-1.5, off[1], 1e-9);
        assertTrue(Double.isNaN(off[4]));
    }

    @Test
    void refusedFit_breaksNothing() {
        double[] times = {0, 1, 2};
        CleanedFit cleaned =
                ProportionDecay.fitWithoutBroken(
                        times, new long[] {5, 5, 5}, new long[] {5, 4, 0}, 0);
        assertEquals(BrokenWindows.NONE, cleaned.broken());
        assertEquals(3, cleaned.fit().windows());
    }

    /** Ten windows at eight times: without the broken one only seven are left. */
    @Test
    void windowThatIsNeeded_stays() {
        double[] times = {0, 0, 0, 1, 2, 3, 4, 5, 6, 7};
        double[] values = {1, 1.01, 0.99, 1.01, 0.99, 1, 9, 0.99, 1, 1.01};
        double[] weights = new double[10];
        Arrays.fill(weights, 1);
        CleanedFit cleaned = MeasuredDecay.fitWithoutBroken(times, values, weights, 0);
        assertEquals(new BrokenWindows(List.of(), 1), cleaned.broken());
        assertEquals(10, cleaned.fit().windows());
    }
}
