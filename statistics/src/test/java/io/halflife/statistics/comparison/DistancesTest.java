// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Wasserstein and energy distance, and the pass that KS and Wasserstein share. */
class DistancesTest {

    @TestFactory
    Stream<DynamicTest> distances_agreeWithScipy() {
        return Oracles.tests("distances", DistancesTest::check);
    }

    private static void check(OracleCase oracle) {
        double relative = oracle.isFarFromZero("ref") ? 1e-6 : 1e-10;
        EmpiricalDistribution reference = EmpiricalDistribution.of(oracle.data("ref"));
        EmpiricalDistribution current = EmpiricalDistribution.of(oracle.data("cur"));
        Wasserstein.Result moved = Wasserstein.compare(reference, current);

        // Whether they come from whole numbers or from scipy: the bar is the same.
        oracle.flag("expected.exact");
        oracle.close("expected.wasserstein", moved.distance(), relative, 1e-13);
        oracle.close("expected.wasserstein_norm", moved.normalised(), relative, 1e-13);
        assertEquals(0, moved.nonFinite());
        Figure std = reference.moments().populationStd();
        oracle.close("expected.ref_std", std, relative, 1e-13);
        Energy.Result energy = Energy.compare(reference, current);
        oracle.close("expected.energy_distance", energy.distance(), relative, 1e-13);
        if (std.value() > 0) {
            double normalised = energy.distance().value() / Math.sqrt(std.value());
            assertEquals(normalised, energy.normalised().value(), 1e-12 * normalised);
        }
    }

    /** ½·1 + ½·1 of the finite values 1, 2 and 2, 3; squared ¼ + ¼. */
    @Test
    void distances_leaveInfinitiesOutAndCountThem() {
        EmpiricalDistribution reference = EmpiricalDistribution.of(1, 2, Double.POSITIVE_INFINITY);
        EmpiricalDistribution current =
                EmpiricalDistribution.of(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 2, 3);

        Wasserstein.Result moved = Wasserstein.compare(reference, current);
        assertEquals(1, moved.distance().value(), 1e-15);
        assertEquals(3, moved.nonFinite());
        Energy.Result energy = Energy.compare(reference, current);
        assertEquals(1, energy.distance().value(), 1e-15);
        assertEquals(3, energy.nonFinite());
    }

    @Test
    void distances_withoutFiniteValuesAreUndefined() {
        EmpiricalDistribution reference = EmpiricalDistribution.of(1, 2);
        EmpiricalDistribution infinite = EmpiricalDistribution.of(Double.POSITIVE_INFINITY);
        EmpiricalDistribution below = EmpiricalDistribution.of(Double.NEGATIVE_INFINITY);

        Status why = Status.INSUFFICIENT_DATA;
        for (EmpiricalDistribution none : new EmpiricalDistribution[] {infinite, below}) {
            assertEquals(
                    Wasserstein.Result.undefined(why, 1), Wasserstein.compare(reference, none));
            assertEquals(
                    Wasserstein.Result.undefined(why, 1), Wasserstein.compare(none, reference));
            assertEquals(Energy.Result.undefined(why, 1), Energy.compare(reference, none));
            assertEquals(Energy.Result.undefined(why, 1), Energy.compare(none, reference));
        }
        assertEquals(
                Wasserstein.Result.undefined(why, 1),
                Wasserstein.compare(EmpiricalDistribution.EMPTY, infinite));
        assertEquals(
                KolmogorovSmirnov.compare(infinite, below),
                SampleDistances.between(infinite, below).kolmogorovSmirnov());
    }

    @Test
    void normalised_withoutSpreadIsDegenerateUnlessEqual() {
        EmpiricalDistribution constant = EmpiricalDistribution.of(2, 2);
        EmpiricalDistribution other = EmpiricalDistribution.of(3);

        assertEquals(Figure.of(0), Wasserstein.compare(constant, constant).normalised());
        assertEquals(Figure.of(0), Energy.compare(constant, constant).normalised());
        Figure degenerate = Figure.undefined(Status.DEGENERATE);
        assertEquals(degenerate, Wasserstein.compare(constant, other).normalised());
        assertEquals(degenerate, Energy.compare(constant, other).normalised());
        assertEquals(Figure.of(1), Wasserstein.compare(constant, other).distance());
        assertEquals(Math.sqrt(2), Energy.compare(constant, other).distance().value(), 1e-15);
    }

    /** Counts whose product does not fit into 64 bits take another path to the same figures. */
    @Test
    void distances_ofHugeCounts() {
        double[] values = {0, 1};
        EmpiricalDistribution reference =
                EmpiricalDistribution.ofRuns(values, new long[] {1L << 61, 1L << 61}, 0);
        EmpiricalDistribution current =
                EmpiricalDistribution.ofRuns(values, new long[] {1L << 60, 3L << 60}, 0);

        assertEquals(0.25, Wasserstein.compare(reference, current).distance().value(), 1e-15);
        double energy = Energy.compare(reference, current).distance().value();
        assertEquals(Math.sqrt(2) / 4, energy, 1e-15);
        assertEquals(
                KolmogorovSmirnov.compare(reference, current),
                SampleDistances.between(reference, current).kolmogorovSmirnov());
    }

    /** Sums overflow near the largest double; the distance itself is in range or an error. */
    @Test
    void distances_ofHugeValues() {
        double huge = 1e308;
        EmpiricalDistribution low = EmpiricalDistribution.of(0, 0, 0, huge);
        EmpiricalDistribution high = EmpiricalDistribution.of(0, huge, huge, huge);

        assertEquals(0.5 * huge, Wasserstein.compare(low, high).distance().value(), 1e293);
        double energy = Energy.compare(low, high).distance().value();
        assertEquals(Math.sqrt(0.5) * 1e154, energy, 1e139);
        assertEquals(Status.ERROR, Wasserstein.compare(low, high).normalised().status());
        EmpiricalDistribution bottom = EmpiricalDistribution.of(-Double.MAX_VALUE);
        EmpiricalDistribution top = EmpiricalDistribution.of(Double.MAX_VALUE);
        assertEquals(Status.ERROR, Wasserstein.compare(bottom, top).distance().status());
        assertEquals(2, Wasserstein.compare(bottom, top).nonFinite() + 2);
    }

    @Test
    void distances_ofOneUlpAndOfSignedZeros() {
        EmpiricalDistribution one = EmpiricalDistribution.of(1.0);
        EmpiricalDistribution next = EmpiricalDistribution.of(Math.nextUp(1.0));
        assertEquals(Math.ulp(1.0), Wasserstein.compare(one, next).distance().value());
        EmpiricalDistribution minus = EmpiricalDistribution.of(-0.0, 0.0);
        EmpiricalDistribution plus = EmpiricalDistribution.of(0.0);
        assertEquals(Figure.of(0), Wasserstein.compare(minus, plus).distance());
        assertEquals(Figure.of(0), Energy.compare(minus, plus).distance());
    }

    /** Law: one pass gives what two give, also with infinities, ties and sizes that differ. */
    @Test
    void onePass_givesWhatTwoGive() {
        long seed = 20272;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            EmpiricalDistribution reference = sample(random);
            EmpiricalDistribution current = sample(random);
            SampleDistances both = SampleDistances.between(reference, current);

            String which = "seed " + seed + " round " + round;
            assertEquals(
                    KolmogorovSmirnov.compare(reference, current), both.kolmogorovSmirnov(), which);
            Figure distance = both.wasserstein().distance();
            assertEquals(
                    distance.orElse(-1),
                    direct(reference, current),
                    1e-12 * (1 + distance.orElse(0)),
                    which);
        }
    }

    private static EmpiricalDistribution sample(SplittableRandom random) {
        int grid = random.nextInt(2, 100);
        double[] values =
                random.doubles(random.nextInt(1, 40)).map(u -> (int) (u * grid)).toArray();
        if (random.nextInt(3) == 0) {
            values[0] = Double.NEGATIVE_INFINITY;
        }
        if (random.nextInt(3) == 0) {
            values[values.length - 1] = Double.POSITIVE_INFINITY;
        }
        return EmpiricalDistribution.of(values);
    }

    /** The definition, on the grid of whole numbers; −1 without finite values. */
    private static double direct(EmpiricalDistribution reference, EmpiricalDistribution current) {
        double sum = 0;
        long n = reference.moments().n();
        long m = current.moments().n();
        if (n == 0 || m == 0) {
            return -1;
        }
        long lowReference = reference.countAtMost(-1);
        long lowCurrent = current.countAtMost(-1);
        for (int z = 0; z < 100; z++) {
            double f = (double) (reference.countAtMost(z) - lowReference) / n;
            double g = (double) (current.countAtMost(z) - lowCurrent) / m;
            sum += Math.abs(f - g);
        }
        return sum;
    }

    /** Energy: 2·E|X − Y| − E|X − X′| − E|Y − Y′|, each mean over all pairs. */
    @Test
    void energy_isTheMeanOfDifferences() {
        long seed = 20273;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            double[] x = random.doubles(random.nextInt(1, 30)).toArray();
            double[] y = random.doubles(random.nextInt(1, 30), 0.2, 1.4).toArray();

            double expected = 2 * mean(x, y) - mean(x, x) - mean(y, y);
            double actual =
                    Energy.compare(EmpiricalDistribution.of(x), EmpiricalDistribution.of(y))
                            .distance()
                            .value();

            assertEquals(expected, actual * actual, 1e-12, "seed " + seed + " round " + round);
        }
    }

    private static double mean(double[] x, double[] y) {
        double sum = 0;
        for (double a : x) {
            for (double b : y) {
                sum += Math.abs(a - b);
            }
        }
        return sum / x.length / y.length;
    }

    /** The loss by compaction is within the rank errors times the range. */
    @Test
    void wasserstein_ofCompactedSamplesIsWithinTheirError() {
        SplittableRandom random = new SplittableRandom(20274);
        EmpiricalDistribution reference = EmpiricalDistribution.of(random.doubles(5000).toArray());
        EmpiricalDistribution current =
                EmpiricalDistribution.of(random.doubles(5000, 0, 1.1).toArray());
        EmpiricalDistribution compacted = current.compact(40);

        double exact = Wasserstein.compare(reference, current).distance().value();
        double rough = Wasserstein.compare(reference, compacted).distance().value();

        assertTrue(compacted.rankErrorMax() > 0);
        assertEquals(exact, rough, compacted.rankErrorMax() * 1.1);
    }
}
