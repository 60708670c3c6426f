// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.figure.Status;
import org.junit.jupiter.api.Test;

class RecentLevelTest {

    /** Sums of both signs that leave the range of a double have no value, not NaN. */
    @Test
    void measured_ofValuesThatOverflowIsAnError() {
        double huge = Double.MAX_VALUE;
        Level level =
                RecentLevel.measured(
                        new double[] {1, 2},
                        new double[] {huge, -huge},
                        new double[] {1, 1},
                        new double[] {10, 10},
                        5,
                        0.99);

        assertEquals(Status.ERROR, level.value().status());
    }

    @Test
    void proportion_refusesATimeThatIsNone() {
        long[] trials = {100, 100, 100};
        long[] successes = {90, 90, 10};
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] times = {1, 2, wrong};
            assertThrows(
                    IllegalArgumentException.class,
                    () -> RecentLevel.proportion(times, trials, successes, 1, 1, 0.99));
            long[] noLabels = {100, 100, 0};
            Level level =
                    RecentLevel.proportion(times, noLabels, new long[] {90, 80, 0}, 1, 1, 0.99);
            assertEquals(0.8, level.value().value());
        }
    }

    @Test
    void proportion_namesNegativeTrials() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                RecentLevel.proportion(
                                        new double[] {1},
                                        new long[] {-1},
                                        new long[] {0},
                                        1,
                                        1,
                                        0.99));
        assertEquals("trials[0] is not in [0, ∞): -1", refused.getMessage());
    }

    @Test
    void measured_refusesWhatIsNoWindow() {
        double[] two = {1, 2};
        refused(new double[] {1, Double.NaN}, two, two, two);
        refused(two, two, two, new double[] {1, -1});
        refused(two, two, two, new double[] {1, Double.POSITIVE_INFINITY});
        refused(two, new double[1], two, two);
        refused(two, two, new double[3], two);
        refused(two, two, two, new double[1]);
        refused(two, two, new double[] {1, -1}, two);
    }

    private static void refused(double[] times, double[] values, double[] errors, double[] rows) {
        assertThrows(
                IllegalArgumentException.class,
                () -> RecentLevel.measured(times, values, errors, rows, 5, 0.99));
    }

    @Test
    void measured_passesOverWindowsWithoutRows() {
        double[] times = {1, Double.NaN, Double.NaN};
        double[] rows = {10, 0, Double.NaN};
        Level level =
                RecentLevel.measured(times, new double[] {3, 4, 5}, new double[3], rows, 1, 0.99);
        assertEquals(3, level.value().value());
        double huge = Double.MAX_VALUE;
        Level lost =
                RecentLevel.measured(
                        new double[] {1, 2},
                        new double[2],
                        new double[2],
                        new double[] {huge, huge},
                        2,
                        0.99);
        assertEquals(Status.ERROR, lost.value().status(), "as many rows do not fit");
    }
}
