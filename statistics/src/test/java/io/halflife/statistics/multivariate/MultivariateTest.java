// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Principal components, kernels and their random features. */
class MultivariateTest {

    private static final double NONE = Double.NaN;
    private static final Figure NO_DATA = Figure.undefined(Status.INSUFFICIENT_DATA);
    private static final Figure DEGENERATE = Figure.undefined(Status.DEGENERATE);

    @TestFactory
    Stream<DynamicTest> figures_agreeWithTheOracle() {
        return Oracles.tests("multivariate", MultivariateTest::check);
    }

    private static void check(OracleCase oracle) {
        Rows reference = rows(oracle, "ref");
        Rows current = rows(oracle, "cur");
        checkSubspace(oracle, PrincipalSubspace.of(reference), reference, current);
        KernelDiscrepancy kernel = KernelDiscrepancy.of(reference, current, oracle.number("gamma"));
        oracle.close("expected.mmd2_biased", kernel.biased(), 1e-9, 1e-12);
        oracle.close("expected.mmd2_unbiased", kernel.unbiased(), 1e-9, 1e-12);
        RandomFeatures features =
                RandomFeatures.ofWaves(arrays(oracle, "rff_w"), oracle.numbers("rff_b"));
        Figure discrepancy = features.of(reference).discrepancy(features.of(current));
        oracle.close("expected.rff_mmd2", discrepancy, 1e-9, 1e-12);
    }

    private static void checkSubspace(
            OracleCase oracle, PrincipalSubspace subspace, Rows reference, Rows current) {
        assertEquals(oracle.whole("expected.components"), subspace.components());
        double[] explained = oracle.numbers("expected.explained");
        List<Double> shares = subspace.cumulativeShares();
        assertEquals(explained.length, shares.size());
        for (int i = 0; i < explained.length; i++) {
            oracle.close("expected.explained." + i, shares.get(i), 1e-7, 1e-10);
        }
        oracle.close("expected.pca_ref_error", subspace.meanError(reference), 1e-7, 1e-10);
        oracle.close("expected.pca_cur_error", subspace.meanError(current), 1e-7, 1e-10);
    }

    private static Rows rows(OracleCase oracle, String path) {
        double[][] arrays = arrays(oracle, path);
        return Rows.of(arrays[0].length, arrays);
    }

    private static double[][] arrays(OracleCase oracle, String path) {
        JsonNode node = oracle.node(path);
        double[][] arrays = new double[node.size()][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = oracle.numbers(path + "." + i);
        }
        return arrays;
    }

    @Test
    void rows_keepWhatCameIn() {
        double[] row = {1, -0.0};
        Rows rows = Rows.of(2, row, new double[] {3, NONE});
        row[0] = 7;
        assertEquals(1, rows.get(0, 0));
        assertEquals(0.0, rows.get(0, 1));
        assertTrue(Double.isNaN(rows.get(1, 1)));
        assertEquals(2, rows.size());
        assertEquals(Rows.ofFlat(2, new double[] {1, 0, 3, NONE}), rows);
        assertEquals(Rows.ofFlat(2, new double[] {3, NONE}), rows.slice(1, 2));
        assertEquals(Rows.ofFlat(2, new double[] {3, NONE, 1, 0}), rows.pick(new int[] {1, 0}));
        assertEquals(rows, rows.slice(0, 1).append(rows.slice(1, 2)));
    }

    @Test
    void rows_thatAreNoneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Rows.of(0));
        assertThrows(IllegalArgumentException.class, () -> Rows.of(2, new double[3]));
        assertThrows(IllegalArgumentException.class, () -> Rows.ofFlat(2, new double[3]));
        Rows rows = Rows.of(1, new double[1], new double[1]);
        for (int[] cell : new int[][] {{0, 1}, {0, -1}, {2, 0}, {-1, 0}, {1 << 31, 0}}) {
            assertThrows(IllegalArgumentException.class, () -> rows.get(cell[0], cell[1]));
        }
        for (int[] part : new int[][] {{-1, 1}, {2, 1}, {0, 3}, {3, 3}}) {
            String told =
                    assertThrows(IllegalArgumentException.class, () -> rows.slice(part[0], part[1]))
                            .getMessage();
            assertTrue(told.contains("0 ≤ from ≤ to ≤ 2"), told);
        }
        assertEquals(0, rows.slice(2, 2).size());
    }

    @Test
    void standardization_dropsConstantAndMissingColumns() {
        Rows reference =
                Rows.of(
                        4,
                        new double[] {1, 5, NONE, 2},
                        new double[] {3, 5, NONE, NONE},
                        new double[] {NONE, 5, NONE, 4});
        Standardization scale = Standardization.of(reference);

        assertEquals(List.of(0, 3), scale.kept());
        Rows window = Rows.of(4, new double[] {4, 9, 9, Double.POSITIVE_INFINITY});
        assertEquals(Rows.of(2, new double[] {2, 0}), scale.apply(window));
        assertThrows(IllegalArgumentException.class, () -> scale.apply(Rows.of(3, new double[3])));
    }

    @Test
    void standardization_ofConstantsHasNoScale() {
        Rows constant = Rows.of(1, new double[] {3}, new double[] {3});
        Standardization scale = Standardization.of(constant);
        assertEquals(0, scale.columns());
        assertThrows(IllegalStateException.class, () -> scale.apply(constant));
    }

    @Test
    void subspace_withoutSpreadOrRowsIsUndefined() {
        PrincipalSubspace none = PrincipalSubspace.of(Rows.of(2));
        assertEquals(NO_DATA, none.meanError(Rows.of(2, new double[2])));
        PrincipalSubspace constant =
                PrincipalSubspace.of(Rows.of(1, new double[] {3}, new double[] {3}));
        assertEquals(Status.DEGENERATE, constant.status());
        assertEquals(0, constant.components());
        assertEquals(DEGENERATE, constant.meanError(Rows.of(1, new double[] {4})));
        PrincipalSubspace single = PrincipalSubspace.of(Rows.of(1, new double[] {3}));
        assertEquals(Status.DEGENERATE, single.status());
        assertEquals(NO_DATA, diagonal().meanError(Rows.of(2)));
    }

    private static PrincipalSubspace diagonal() {
        return PrincipalSubspace.of(
                Rows.of(2, new double[] {-1, -1}, new double[] {1, 1}, new double[] {0, 0}));
    }

    /** The reference lies on the diagonal; (s, −s) in its units is √2·s away from it. */
    @Test
    void subspace_ofALineMeasuresTheDistanceFromIt() {
        PrincipalSubspace line = diagonal();
        assertEquals(1, line.components());
        assertEquals(List.of(1.0, 1.0).size(), line.cumulativeShares().size());
        double std = Math.sqrt(2.0 / 3);
        Rows off = Rows.of(2, new double[] {3 * std, -3 * std}, new double[] {5, 5});
        assertEquals(3 * Math.sqrt(2) / 2, line.meanError(off).value(), 1e-12);
        Rows far = Rows.of(2, new double[] {1e300, -1e300});
        assertEquals(Figure.undefined(Status.ERROR), line.meanError(far));
    }

    /** Missing values become the mean, so that a row of them is at the centre: no error. */
    @Test
    void subspace_takesMissingValuesForTheMean() {
        double[] missing = {NONE, NONE};
        Rows half = Rows.of(2, missing, new double[] {5, 5});
        assertEquals(0, diagonal().meanError(half).value(), 1e-12);
        double endless = Double.POSITIVE_INFINITY;
        Rows nothing = Rows.of(2, missing, new double[] {endless, -endless});
        assertEquals(NO_DATA, diagonal().meanError(nothing));
        assertEquals(
                KernelTest.undefined(Status.INSUFFICIENT_DATA),
                KernelTest.of(pairs(new SplittableRandom(1), 9, 1), nothing, 1));
    }

    /** A column that a double cannot measure is an error, not a column to be left out. */
    @Test
    void spread_thatOverflowsIsAnError() {
        Rows wide =
                Rows.of(2, new double[] {1, -1e308}, new double[] {2, 1e308}, new double[] {3, 0});
        Rows window = Rows.of(2, new double[] {1, 1}, new double[] {2, 1});
        Standardization scale = Standardization.of(wide);
        assertEquals(Status.ERROR, scale.status());
        assertThrows(IllegalStateException.class, () -> scale.apply(window));
        assertEquals(Status.OK, Standardization.of(window).status());
        PrincipalSubspace subspace = PrincipalSubspace.of(wide);
        assertEquals(Status.ERROR, subspace.status());
        assertEquals(Figure.undefined(Status.ERROR), subspace.meanError(window));
        assertEquals(KernelTest.undefined(Status.ERROR), KernelTest.of(wide, window, 1));
    }

    @Test
    void kernelTest_ofValuesBeyondTheScaleIsAnError() {
        Rows narrow = Rows.of(1, new double[] {0}, new double[] {1e-9}, new double[] {3e-9});
        Rows far = Rows.of(1, new double[] {1e308}, new double[] {1.5e308});
        assertEquals(KernelTest.undefined(Status.ERROR), KernelTest.of(narrow, far, 1));
    }

    @Test
    void features_whosePhaseOverflowsAreAnError() {
        RandomFeatures features = RandomFeatures.of(1, 1e300, 1);
        FeatureMean far = features.of(Rows.of(1, new double[] {1e308}));
        FeatureMean near = features.of(Rows.of(1, new double[] {0}));
        assertEquals(Figure.undefined(Status.ERROR), far.discrepancy(near));
    }

    /** Errors 1 to 10 have the mean 5.5 and the deviation √(55/6). */
    @Test
    void ownRange_isThreeDeviationsAroundTheMean() {
        double unit = Math.sqrt(2.0 / 3) / Math.sqrt(2);
        List<Rows> windows = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            windows.add(Rows.of(2, new double[] {i * unit, -i * unit}));
        }
        Interval range = diagonal().ownRange(windows);
        assertEquals(5.5 - 3 * Math.sqrt(55.0 / 6), range.low(), 1e-12);
        assertEquals(5.5 + 3 * Math.sqrt(55.0 / 6), range.high(), 1e-12);

        assertEquals(
                Interval.undefined(Status.INSUFFICIENT_DATA),
                diagonal().ownRange(windows.subList(0, 9)));
        assertEquals(
                Interval.undefined(Status.DEGENERATE),
                diagonal().ownRange(Collections.nCopies(10, Rows.of(2, new double[2]))));
        assertEquals(
                Interval.undefined(Status.DEGENERATE),
                PrincipalSubspace.of(Rows.of(1, new double[] {3})).ownRange(List.of()));
    }

    /** Law: turning a correlation around is seen, though no feature moves by itself. */
    @Test
    void subspace_seesACorrelationTurn() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PrincipalSubspace subspace = PrincipalSubspace.of(pairs(random, 500, 1));
            double same = subspace.meanError(pairs(random, 500, 1)).value();
            double turned = subspace.meanError(pairs(random, 500, -1)).value();
            assertTrue(turned > 3 * same, "seed " + seed + ": " + same + " and " + turned);
        }
    }

    private static Rows pairs(SplittableRandom random, int n, double slope) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double x = normal(random);
            rows[i] = new double[] {x, slope * x + 0.3 * normal(random)};
        }
        return Rows.of(2, rows);
    }

    private static double normal(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    private static Rows cloud(SplittableRandom random, int n, int columns, double shift) {
        double[] values = new double[n * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = normal(random) + shift;
        }
        return Rows.ofFlat(columns, values);
    }

    @Test
    void discrepancy_ofTwoPointsAndOne() {
        Rows x = Rows.of(1, new double[] {0}, new double[] {1});
        Rows y = Rows.of(1, new double[] {0});
        double k = Math.exp(-2);
        KernelDiscrepancy kernel = KernelDiscrepancy.of(x, y, 2);
        assertEquals((2 + 2 * k) / 4 + 1 - (1 + k), kernel.biased().value(), 1e-15);
        assertEquals(NO_DATA, kernel.unbiased());
        assertEquals(NO_DATA, KernelDiscrepancy.of(x, Rows.of(1), 2).biased());
        assertEquals(NO_DATA, KernelDiscrepancy.of(Rows.of(1), x, 2).biased());
        assertEquals(k - 2 * k + k, KernelDiscrepancy.of(x, x, 2).biased().value(), 1e-15);
        assertEquals(2 * k - (1 + k), KernelDiscrepancy.of(x, x, 2).unbiased().value(), 1e-15);
    }

    @Test
    void discrepancy_refusesWhatIsNoNumber() {
        Rows x = Rows.of(1, new double[] {0}, new double[] {1});
        Rows bad = Rows.of(1, new double[] {NONE});
        Rows wide = Rows.of(2, new double[2]);
        assertThrows(IllegalArgumentException.class, () -> KernelDiscrepancy.of(x, bad, 1));
        assertThrows(IllegalArgumentException.class, () -> KernelDiscrepancy.of(bad, x, 1));
        assertThrows(IllegalArgumentException.class, () -> KernelDiscrepancy.of(x, wide, 1));
        assertThrows(IllegalArgumentException.class, () -> KernelDiscrepancy.of(x, x, 0));
        assertThrows(IllegalArgumentException.class, () -> KernelDiscrepancy.of(x, x, NONE));
        assertThrows(IllegalArgumentException.class, () -> RandomFeatures.of(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> RandomFeatures.of(1, -1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> RandomFeatures.ofWaves(new double[1][1], new double[2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> RandomFeatures.ofWaves(new double[0][], new double[0]));
    }

    @Test
    void kernelTest_needsTwoRowsAndSpread() {
        Rows two = Rows.of(1, new double[] {0}, new double[] {1});
        Rows one = Rows.of(1, new double[] {0});
        Rows same = Rows.of(1, new double[] {5}, new double[] {5});
        assertEquals(KernelTest.undefined(Status.INSUFFICIENT_DATA), KernelTest.of(two, one, 1));
        assertEquals(KernelTest.undefined(Status.INSUFFICIENT_DATA), KernelTest.of(one, two, 1));
        assertEquals(KernelTest.undefined(Status.DEGENERATE), KernelTest.of(same, two, 1));
        Rows mostly =
                Rows.of(
                        1,
                        new double[] {0},
                        new double[] {0},
                        new double[] {0},
                        new double[] {0},
                        new double[] {0},
                        new double[] {1});
        Rows zeros = Rows.of(1, new double[] {0}, new double[] {0});
        assertEquals(KernelTest.undefined(Status.DEGENERATE), KernelTest.of(mostly, zeros, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> KernelTest.of(two, Rows.of(2, new double[2], new double[2]), 1));
    }

    /** The distances of (0, 1) and (3, 7) in the reference's units of ½: 2, 6, 14, 4, 12, 8. */
    @Test
    void kernelTest_takesTheMedianDistance() {
        Rows x = Rows.of(1, new double[] {0}, new double[] {1});
        Rows y = Rows.of(1, new double[] {3}, new double[] {7});
        KernelTest test = KernelTest.of(x, y, 1);
        assertEquals(1 / (2 * 7.0 * 7.0), test.gamma().value(), 1e-15);
        Standardization scale = Standardization.of(x);
        KernelDiscrepancy direct =
                KernelDiscrepancy.of(scale.apply(x), scale.apply(y), test.gamma().value());
        assertEquals(direct.unbiased().value(), test.discrepancy().value(), 1e-12);
    }

    @Test
    void kernelTest_repeatsItself() {
        SplittableRandom random = new SplittableRandom(1);
        Rows x = cloud(random, 60, 3, 0);
        Rows y = cloud(random, 40, 3, 0.2);
        assertEquals(KernelTest.of(x, y, 5), KernelTest.of(x, y, 5));
    }

    /** Equal rows on both sides: no division is more extreme than what chance gives. */
    @Test
    void kernelTest_ofASampleWithItselfFindsNothing() {
        Rows x = cloud(new SplittableRandom(3), 50, 2, 0);
        assertTrue(KernelTest.of(x, x, 1).p().value() > 0.9);
    }

    /** Law: p is at or below 0.05 for about one in twenty pairs of one distribution. */
    @Test
    void kernelTest_keepsItsSizeAndFindsShifts() {
        int found = 0;
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rows x = cloud(random, 30, 2, 0);
            found += KernelTest.of(x, cloud(random, 25, 2, 0), seed).p().value() <= 0.05 ? 1 : 0;
            double p = KernelTest.of(x, cloud(random, 25, 2, 1.5), seed).p().value();
            assertEquals(0.005, p, 1e-15, "seed " + seed);
        }
        assertTrue(found >= 2 && found <= 22, "found " + found + " of 200, seeds 1 to 200");
    }

    @Test
    void kernelTest_drawsFromLargeSamples() {
        SplittableRandom random = new SplittableRandom(9);
        Rows x = cloud(random, 1500, 2, 0);
        Rows y = cloud(random, 1200, 2, 0.5);
        assertEquals(0.005, KernelTest.of(x, y, 1).p().value(), 1e-15);
    }

    /** Law: the halves merged are the whole; order and grouping do not matter. */
    @Test
    void features_mergeToTheWhole() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomFeatures features = RandomFeatures.of(3, 0.4, seed);
            Rows x = cloud(random, 90, 3, 0);
            FeatureMean other = features.of(cloud(random, 50, 3, 0.5));
            double whole = features.of(x).discrepancy(other).value();
            FeatureMean a = features.of(x.slice(0, 20));
            FeatureMean b = features.of(x.slice(20, 65));
            FeatureMean c = features.of(x.slice(65, 90));
            String told = "seed " + seed;
            assertEquals(90, a.merge(b).merge(c).size(), told);
            assertEquals(whole, a.merge(b).merge(c).discrepancy(other).value(), 1e-13, told);
            assertEquals(whole, c.merge(a.merge(b)).discrepancy(other).value(), 1e-13, told);
            assertEquals(0, features.of(x).discrepancy(features.of(x)).value(), told);
        }
    }

    /**
     * Law: the waves estimate the biased discrepancy; the error of 512 of them is some 0.01 here.
     */
    @Test
    void features_estimateTheDiscrepancy() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rows x = cloud(random, 200, 3, 0);
            Rows y = cloud(random, 150, 3, 0.7);
            RandomFeatures features = RandomFeatures.of(3, 0.2, seed);
            double estimate = features.of(x).discrepancy(features.of(y)).value();
            double exact = KernelDiscrepancy.of(x, y, 0.2).biased().value();
            assertEquals(exact, estimate, 0.04, "seed " + seed);
        }
    }

    @Test
    void features_ofNothingOrOfOtherWavesDoNotCompare() {
        RandomFeatures features = RandomFeatures.of(1, 1, 1);
        FeatureMean none = features.of(Rows.of(1));
        FeatureMean one = features.of(Rows.of(1, new double[] {1}));
        assertEquals(RandomFeatures.WAVES, features.waves());
        assertEquals(NO_DATA, none.discrepancy(one));
        assertEquals(NO_DATA, one.discrepancy(none));
        FeatureMean other = RandomFeatures.of(1, 1, 2).of(Rows.of(1, new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> one.merge(other));
        assertThrows(IllegalArgumentException.class, () -> one.discrepancy(other));
        assertThrows(IllegalArgumentException.class, () -> features.of(Rows.of(2, new double[2])));
        assertThrows(
                IllegalArgumentException.class, () -> features.of(Rows.of(1, new double[] {NONE})));
    }
}
