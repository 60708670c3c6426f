// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DomainClassifierTest {

    /**
     * numpy 2.4.6, Newton's method on {@code logaddexp(0, -s*(X@w+c)).sum() + (w**2).sum()/2} of
     * the same rows; scipy 1.17.1 minimize agrees to 8 digits.
     */
    @Test
    void regression_findsTheLeast() {
        Rows rows =
                Rows.ofFlat(
                        2,
                        new double[] {
                            0.5, 1, 1.5, -1, -0.5, 0.25, 2, 1, -1, -2, 0, 0.5, 1, 2, -2, 1.5
                        });
        boolean[] positive = {false, true, false, true, false, false, true, true};
        int[] all = {0, 1, 2, 3, 4, 5, 6, 7};

        double[] weights = new LogisticRegression(rows, positive, all).fit().orElseThrow();

        double[] expected = {0.4258218571543958, 0.488424491898653, -0.2952169531034215};
        assertArrayEquals(expected, weights, 1e-9);
        double odds = LogisticRegression.logOdds(rows, 1, weights);
        assertEquals(1.5 * expected[0] - expected[1] + expected[2], odds, 1e-9);
    }

    /** Law: the gradient vanishes at the least, also for classes that a plane divides. */
    @Test
    void regression_endsWhereTheGradientVanishes() {
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] x = random.doubles(40, -3, 3).toArray();
            boolean[] positive = new boolean[40];
            for (int i = 0; i < 40; i++) {
                positive[i] = seed % 2 == 0 ? x[i] > 1 : random.nextDouble() < 0.5;
            }
            Rows rows = Rows.ofFlat(1, x);
            int[] all = RowSample.indices(40, 40, random);
            double[] w = new LogisticRegression(rows, positive, all).fit().orElseThrow();
            double slope = -w[0];
            double intercept = 0;
            for (int i = 0; i < 40; i++) {
                double p = 1 / (1 + Math.exp(-w[0] * x[i] - w[1]));
                slope += ((positive[i] ? 1 : 0) - p) * x[i];
                intercept += (positive[i] ? 1 : 0) - p;
            }
            assertEquals(0, slope, 1e-6, "seed " + seed);
            assertEquals(0, intercept, 1e-6, "seed " + seed);
        }
    }

    @Test
    void cholesky_solves() {
        double[][] lower = {{4}, {2, 5}, {0, 1, 3}};
        // 4x + 2y = 8, 2x + 5y + z = 15, y + 3z = 11 at (1, 2, 3).
        assertArrayEquals(
                new double[] {1, 2, 3}, Cholesky.solve(lower, new double[] {8, 15, 11}), 1e-14);
        assertNull(Cholesky.solve(new double[][] {{1}, {2, 1}}, new double[] {1, 1}));
        assertNull(Cholesky.solve(new double[][] {{Double.NaN}}, new double[] {1}));
    }

    @Test
    void encoding_standardisesNumbersAndSpreadsCategories() {
        MixedRows rows =
                MixedRows.ofSize(4)
                        .withNumbers("age", 1, 3, Double.NaN, Double.POSITIVE_INFINITY)
                        .withNumbers("constant", 7, 7, 7, 7)
                        .withCategories("city", Arrays.asList("b", null, "b", "a"))
                        .withCategories("planet", List.of("earth", "earth", "earth", "earth"));
        Encoding encoding = new Encoding(rows);

        assertArrayEquals(new int[] {0, 2, 2, 2}, encoding.features());
        assertEquals(
                Rows.ofFlat(4, new double[] {-1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1}),
                encoding.encoded());
    }

    /** Of 60 categories 50 have a column; the others share one. */
    @Test
    void encoding_gathersRareCategories() {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            labels.addAll(Collections.nCopies(i < 50 ? 2 : 1, "c" + i));
        }
        Encoding encoding =
                new Encoding(MixedRows.ofSize(labels.size()).withCategories("c", labels));
        assertEquals(51, encoding.features().length);
        Rows encoded = encoding.encoded();
        for (int row = 0; row < labels.size(); row++) {
            double sum = 0;
            for (int column = 0; column < 51; column++) {
                sum += encoded.get(row, column);
            }
            assertEquals(1, sum);
            assertEquals(row < 100 ? 0 : 1, encoded.get(row, 50));
        }
    }

    private static MixedRows sample(SplittableRandom random, int n, double shift, double share) {
        double[] age = new double[n];
        double[] income = new double[n];
        List<String> city = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            age[i] = 10 * (normal(random) + shift) + 40;
            income[i] = random.nextInt(10) == 0 ? Double.NaN : 1e4 * normal(random);
            city.add(random.nextDouble() < share ? "paris" : random.nextBoolean() ? "rome" : null);
        }
        return MixedRows.ofSize(n)
                .withNumbers("age", age)
                .withNumbers("income", income)
                .withCategories("city", city);
    }

    private static double normal(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    /** Law: samples of one distribution are not told apart. */
    @Test
    void oneDistribution_isNoDrift() {
        for (long seed = 1; seed <= 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DomainClassifier found =
                    DomainClassifier.of(
                            sample(random, 400, 0, 0.3), sample(random, 300, 0, 0.3), seed);
            assertFalse(found.isDrift(), "seed " + seed + ": " + found);
            assertEquals(0.5, found.auc().value(), 0.12, "seed " + seed);
        }
    }

    /** A shift of one standard deviation has the area Φ(1/√2) = 0.76 at best. */
    @Test
    void shiftedNumbers_areDriftAndNamed() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DomainClassifier found =
                    DomainClassifier.of(
                            sample(random, 1000, 0, 0.3), sample(random, 600, 1, 0.3), seed);
            String told = "seed " + seed + ": " + found;
            assertTrue(found.isDrift(), told);
            assertEquals(0.76, found.auc().value(), 0.06, told);
            assertEquals("age", found.importances().get(0).feature());
            assertTrue(found.importances().get(0).share() > 0.7, told);
            double sum =
                    found.importances().stream()
                            .mapToDouble(DomainClassifier.Importance::share)
                            .sum();
            assertEquals(1, sum, 1e-12, told);
        }
    }

    @Test
    void shiftedCategories_areDriftAndNamed() {
        SplittableRandom random = new SplittableRandom(4);
        DomainClassifier found =
                DomainClassifier.of(sample(random, 800, 0, 0.2), sample(random, 800, 0, 0.7), 4);
        assertTrue(found.isDrift(), found.toString());
        assertEquals("city", found.importances().get(2).feature());
        assertTrue(found.importances().get(2).share() > 0.6, found.toString());
    }

    @Test
    void spread_thatOverflowsIsAnError() {
        SplittableRandom random = new SplittableRandom(7);
        double[] near = new double[50];
        double[] far = new double[50];
        for (int i = 0; i < 50; i++) {
            near[i] = normal(random);
            far[i] = 1e308 * random.nextDouble();
        }
        assertEquals(
                DomainClassifier.undefined(Status.ERROR),
                DomainClassifier.of(
                        MixedRows.ofSize(50).withNumbers("x", near),
                        MixedRows.ofSize(50).withNumbers("x", far),
                        1));
    }

    /** Sides that never meet have the area 1 without error: no interval, but no doubt either. */
    @Test
    void sidesThatNeverMeet_areDrift() {
        double[] low = new double[50];
        double[] high = new double[50];
        for (int i = 0; i < 50; i++) {
            low[i] = i;
            high[i] = 1000 + i;
        }
        DomainClassifier found =
                DomainClassifier.of(
                        MixedRows.ofSize(50).withNumbers("x", low),
                        MixedRows.ofSize(50).withNumbers("x", high),
                        1);
        assertEquals(Figure.of(1), found.auc());
        assertEquals(Figure.of(1), found.lowerBound());
        assertTrue(found.isDrift());
    }

    @Test
    void classifier_repeatsItself() {
        SplittableRandom random = new SplittableRandom(2);
        MixedRows reference = sample(random, 200, 0, 0.3);
        MixedRows window = sample(random, 150, 0.3, 0.3);
        assertEquals(
                DomainClassifier.of(reference, window, 8),
                DomainClassifier.of(reference, window, 8));
    }

    @Test
    void classifier_needsThirtyRowsAndSpread() {
        SplittableRandom random = new SplittableRandom(2);
        MixedRows enough = sample(random, 30, 0, 0.3);
        MixedRows few = sample(random, 29, 0, 0.3);
        DomainClassifier none = DomainClassifier.undefined(Status.INSUFFICIENT_DATA);
        assertEquals(none, DomainClassifier.of(enough, few, 1));
        assertEquals(none, DomainClassifier.of(few, enough, 1));
        assertFalse(none.isDrift());
        assertTrue(DomainClassifier.of(enough, enough, 1).auc().isDefined());
        MixedRows constant = MixedRows.ofSize(40).withNumbers("x", new double[40]);
        assertEquals(
                DomainClassifier.undefined(Status.DEGENERATE),
                DomainClassifier.of(constant, constant, 1));
    }

    @Test
    void drift_needsBothBounds() {
        assertTrue(verdict(0.6, 0.51).isDrift());
        assertFalse(verdict(0.599, 0.55).isDrift());
        assertFalse(verdict(0.7, 0.5).isDrift());
    }

    private static DomainClassifier verdict(double auc, double lower) {
        return new DomainClassifier(Figure.of(auc), Figure.of(lower), List.of());
    }

    @Test
    void features_mustBeTheReferences() {
        MixedRows numbers = MixedRows.ofSize(1).withNumbers("x", 1);
        MixedRows named = MixedRows.ofSize(1).withNumbers("y", 1);
        MixedRows labels = MixedRows.ofSize(1).withCategories("x", List.of("a"));
        assertRefused(() -> DomainClassifier.of(numbers, named, 1));
        assertRefused(() -> DomainClassifier.of(numbers, labels, 1));
        assertRefused(() -> numbers.withNumbers("x", 2));
        assertRefused(() -> numbers.withNumbers("z", 1, 2));
        assertRefused(() -> numbers.withCategories("z", List.of()));
        assertRefused(() -> MixedRows.ofSize(-1));
        assertEquals("1 rows of [x]", numbers.toString());
    }

    private static void assertRefused(Runnable call) {
        assertThrows(IllegalArgumentException.class, call::run);
    }
}
