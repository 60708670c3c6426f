// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.figure.Status;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfidenceDistributionTest {

    private static ConfidenceDistribution of(double... largest) {
        return of(largest, 0, largest.length);
    }

    private static ConfidenceDistribution of(double[] largest, int from, int to) {
        ConfidenceDistribution.Accumulator rows = new ConfidenceDistribution.Accumulator();
        for (int i = from; i < to; i++) {
            rows.add(largest[i]);
        }
        return rows.distribution();
    }

    @Test
    void bins_holdTheirLowerBoundAndTheLastBoth() {
        ConfidenceDistribution four = of(0, 0.5, 0.95, 1);

        assertEquals(1, four.count(0));
        assertEquals(1, four.count(10));
        assertEquals(2, four.count(19));
        assertEquals(0, of(Math.nextDown(0.5)).count(10));
        assertEquals(4, four.n());
        assertEquals(2.45 / 4, four.mean().value(), 1e-15);
        // Half of the rows in one bin and a quarter in two: 1.5 bits.
        assertEquals(1.5 * Math.log(2), four.entropy().value(), 1e-15);
    }

    @Test
    void entropy_isZeroInOneBinAndLogOfBinsWhenAllAreAlike() {
        double[] each = new double[20];
        for (int i = 0; i < 20; i++) {
            each[i] = (i + 0.5) / 20;
        }
        assertEquals(Math.log(20), of(each).entropy().value(), 1e-14);
        assertEquals(0, of(0.9, 0.91).entropy().value());
        assertEquals(1.0 / 0.0, 1 / of(0.9).entropy().value(), "not −0.0");
    }

    @Test
    void noRows_areInsufficient() {
        assertEquals(0, ConfidenceDistribution.EMPTY.n());
        assertEquals(Status.INSUFFICIENT_DATA, ConfidenceDistribution.EMPTY.mean().status());
        assertEquals(Status.INSUFFICIENT_DATA, ConfidenceDistribution.EMPTY.entropy().status());
    }

    @Test
    void largest_isTakenOfAllClassesAndBadOnesAreRefused() {
        ConfidenceDistribution.Accumulator rows = new ConfidenceDistribution.Accumulator();
        rows.add(new double[] {0.2, 0.7, 0.1});

        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> rows.add(bad));
            assertThrows(IllegalArgumentException.class, () -> rows.add(new double[] {0.9, bad}));
        }
        assertThrows(IllegalArgumentException.class, () -> rows.add(new double[0]));
        assertEquals(1, rows.distribution().n());
        assertEquals(0.7, rows.distribution().mean().value());
        assertThrows(IllegalArgumentException.class, () -> rows.distribution().count(20));
    }

    @Test
    void halves_mergeToTheWhole() {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            double[] c = random.doubles(random.nextInt(1, 300)).toArray();
            int cut = random.nextInt(c.length + 1);
            ConfidenceDistribution whole = of(c);
            ConfidenceDistribution a = of(c, 0, cut);
            ConfidenceDistribution b = of(c, cut, c.length);
            String which = "seed " + seed + " round " + round;
            for (ConfidenceDistribution both :
                    new ConfidenceDistribution[] {a.merge(b), b.merge(a)}) {
                assertEquals(whole.n(), both.n(), which);
                assertEquals(whole.entropy(), both.entropy(), which);
                assertEquals(whole.mean().value(), both.mean().value(), 1e-14, which);
                for (int bin = 0; bin < ConfidenceDistribution.BINS; bin++) {
                    assertEquals(whole.count(bin), both.count(bin), which);
                }
            }
        }
    }
}
