// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.statistics.comparison.SampleDistances;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FloorKernelTest {

    @Test
    void sortedKeys_areInTheOrderOfTheValues() {
        double[] values = {3, -0.0, -1e300, Double.MIN_VALUE, -7, 1e300, 0.0, -Double.MIN_VALUE};
        long[] expected = Arrays.stream(values).sorted().mapToLong(FloorKernelTest::key).toArray();

        assertArrayEquals(expected, FloorKernel.sortedKeys(values));
    }

    /** A kernel that computed something else would be no floor. */
    @Test
    void merge_givesTheDistancesOfTheLibrary() {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            double[] reference = rounded(random, 1 + random.nextInt(900));
            double[] current = rounded(random, 1 + random.nextInt(900));
            SampleDistances expected =
                    SampleDistances.between(
                            EmpiricalDistribution.of(reference), EmpiricalDistribution.of(current));

            FloorKernel.Distances actual =
                    FloorKernel.merge(
                            FloorKernel.sortedKeys(reference), FloorKernel.sortedKeys(current));

            String where = "seed " + seed + ", round " + round;
            assertEquals(expected.kolmogorovSmirnov().d().value(), actual.d(), 1e-15, where);
            double distance = expected.wasserstein().distance().value();
            assertEquals(distance, actual.w1(), 1e-12 * (1 + distance), where);
        }
    }

    /** Many ties. */
    private static double[] rounded(SplittableRandom random, int size) {
        double grid = 1 + random.nextInt(100);
        double[] values = new double[size];
        Arrays.setAll(values, i -> Math.rint(random.nextDouble(-1, 1) * grid) / grid);
        return values;
    }

    private static long key(double value) {
        return FloorKernel.sortedKeys(new double[] {value})[0];
    }
}
