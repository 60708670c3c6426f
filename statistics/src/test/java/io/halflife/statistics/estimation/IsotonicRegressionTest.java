// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IsotonicRegressionTest {

    private static double[] of(double... values) {
        return values;
    }

    /** scipy 1.17.1: optimize.isotonic_regression([1, 3, 2, 4], weights=[1, 1, 3, 1]).x. */
    @Test
    void of_poolsViolatorsByWeight() {
        IsotonicRegression fit =
                IsotonicRegression.of(of(1, 2, 3, 4), of(1, 3, 2, 4), of(1, 1, 3, 1));

        assertArrayEquals(of(1, 2.25, 2.25, 4), fit.fitted());
    }

    @Test
    void of_poolsEqualXFirst() {
        IsotonicRegression fit = IsotonicRegression.of(of(2, 1, 2), of(6, 1, 0), of(1, 1, 2));

        assertArrayEquals(of(1, 2), fit.x());
        assertArrayEquals(of(1, 2), fit.fitted());
    }

    @Test
    void of_aFallingCloudIsItsMean() {
        IsotonicRegression fit = IsotonicRegression.of(of(1, 2, 3), of(3, 2, 1), of(1, 1, 1));

        assertArrayEquals(of(2, 2, 2), fit.fitted());
    }

    @Test
    void at_interpolatesAndClamps() {
        IsotonicRegression fit = IsotonicRegression.of(of(1, 3), of(10, 20), of(1, 1));

        assertEquals(10, fit.at(1));
        assertEquals(15, fit.at(2));
        assertEquals(17.5, fit.at(2.5));
        assertEquals(20, fit.at(3));
        assertEquals(10, fit.at(0.99));
        assertEquals(10, fit.at(Double.NEGATIVE_INFINITY));
        assertEquals(20, fit.at(Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> fit.at(Double.NaN));
    }

    @Test
    void at_doesNotOverflowBetweenFarPoints() {
        IsotonicRegression fit = IsotonicRegression.of(of(-1.7e308, 1.7e308), of(0, 1), of(1, 1));

        assertEquals(0.5, fit.at(0));
    }

    @Test
    void of_negativeZeroIsZero() {
        IsotonicRegression fit = IsotonicRegression.of(of(0.0, -0.0), of(0, 1), of(1, 1));

        assertEquals(1, fit.x().length);
        assertEquals(0.5, fit.at(-0.0));
        assertEquals(0L, Double.doubleToRawLongBits(fit.x()[0]));
    }

    /** Ascends, keeps the weighted mean, and no other ascending function is nearer. */
    @Test
    void of_seededPoints_keepsItsLaws() {
        long seed = 20271;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            int n = random.nextInt(1, 60);
            double[] x = random.doubles(n).map(u -> Math.rint(u * 25)).toArray();
            double[] y = random.doubles(n).toArray();
            double[] w = random.doubles(n).map(u -> 0.1 + u).toArray();
            String which = "seed " + seed + " round " + round;

            IsotonicRegression fit = IsotonicRegression.of(x, y, w);

            double[] fitted = fit.fitted();
            for (int i = 1; i < fitted.length; i++) {
                assertTrue(fitted[i - 1] <= fitted[i], which);
            }
            double best = distance(fit, x, y, w, of(0, 1));
            for (double[] line :
                    new double[][] {{0.01, 1}, {-0.01, 1}, {0, 1.01}, {0, 0.99}, {0.5, 0}}) {
                assertTrue(best <= distance(fit, x, y, w, line) + 1e-12, which);
            }
            double rest = 0;
            for (int i = 0; i < n; i++) {
                rest += w[i] * (fit.at(x[i]) - y[i]);
            }
            assertEquals(0, rest, 1e-12 * n, which);
        }
    }

    /** Σ w(a + b·f(x) − y)². */
    private static double distance(
            IsotonicRegression fit, double[] x, double[] y, double[] w, double[] line) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double off = line[0] + line[1] * fit.at(x[i]) - y[i];
            sum += w[i] * off * off;
        }
        return sum;
    }

    @Test
    void ofLabels_equalsTheFitOfTheRows() {
        long seed = 20272;
        SplittableRandom random = new SplittableRandom(seed);
        int n = 700;
        double[] scores = random.doubles(n).map(u -> Math.rint(u * 40) / 40).toArray();
        boolean[] positives = new boolean[n];
        double[] y = new double[n];
        double[] ones = new double[n];
        for (int i = 0; i < n; i++) {
            positives[i] = random.nextDouble() < scores[i] * scores[i];
            y[i] = positives[i] ? 1 : 0;
            ones[i] = 1;
        }
        ScoreTable halves =
                ScoreTable.of(scores, positives, 0, 300)
                        .merge(ScoreTable.of(scores, positives, 300, n));

        IsotonicRegression fit = IsotonicRegression.ofLabels(halves);

        assertArrayEquals(
                IsotonicRegression.of(scores, y, ones).fitted(), fit.fitted(), 1e-15, "" + seed);
        assertArrayEquals(IsotonicRegression.of(scores, y, ones).x(), fit.x());
    }

    @Test
    void of_refusesWhatIsNoPoint() {
        double infinity = Double.POSITIVE_INFINITY;
        for (double[][] bad :
                new double[][][] {
                    {{}, {}, {}},
                    {{1}, {1, 2}, {1}},
                    {{1}, {1}, {}},
                    {{Double.NaN}, {1}, {1}},
                    {{infinity}, {1}, {1}},
                    {{1}, {Double.NaN}, {1}},
                    {{1}, {1}, {0}},
                    {{1}, {1}, {infinity}},
                    {{1}, {1}, {Double.NaN}}
                }) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> IsotonicRegression.of(bad[0], bad[1], bad[2]));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> IsotonicRegression.ofLabels(ScoreTable.EMPTY));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        IsotonicRegression.ofLabels(
                                new ScoreTable(
                                        EmpiricalDistribution.of(infinity),
                                        EmpiricalDistribution.EMPTY)));
    }

    /** The points inside a step are not needed, and putting the rest in again changes nothing. */
    @Test
    void knots_areTheSameFunctionInFewerPoints() {
        SplittableRandom random = new SplittableRandom(7);
        double[] x = random.doubles(2_000).toArray();
        double[] y = Arrays.stream(x).map(p -> random.nextDouble() < p * p ? 1 : 0).toArray();
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        IsotonicRegression fit = IsotonicRegression.of(x, y, ones);

        IsotonicRegression knots = fit.knots();
        double[] again = new double[knots.x().length];
        Arrays.fill(again, 1);
        IsotonicRegression restored = IsotonicRegression.of(knots.x(), knots.fitted(), again);

        assertTrue(knots.x().length < 200, "seed 7: " + knots.x().length);
        assertArrayEquals(knots.x(), restored.x());
        assertArrayEquals(knots.fitted(), restored.fitted());
        for (double at = -0.1; at < 1.1; at += 0.0007) {
            assertEquals(fit.at(at), restored.at(at), "at " + at);
        }
    }
}
