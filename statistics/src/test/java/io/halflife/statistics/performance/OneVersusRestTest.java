// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.proportion.Wilson;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OneVersusRestTest {

    private static final OneVersusRest COUNTS = new OneVersusRest(3, 1, 2, 4);

    @Test
    void ratios_divideByWhatTheySay() {
        assertEquals(0.7, COUNTS.accuracy().value());
        assertEquals(0.75, COUNTS.precision().value(), "right of those predicted");
        assertEquals(0.6, COUNTS.recall().value(), "found of those that are");
        assertEquals(0.8, COUNTS.specificity().value());
        assertEquals(6.0 / 9, COUNTS.f1().value());
        assertEquals(0.7, COUNTS.balancedAccuracy().value());
        assertEquals(0.5, COUNTS.positiveRate().value());
        assertEquals(0.4, COUNTS.predictedPositiveRate().value());
        assertEquals(10.0 / Math.sqrt(4 * 5 * 5 * 6), COUNTS.matthewsCorrelation().value(), 1e-15);
    }

    @Test
    void of_countsAtTheThresholdAsPositive() {
        double[] scores = {9, 0.5, 0.5, 0.49, -9, Double.NaN};
        boolean[] positives = {true, true, false, true, false, true};

        assertEquals(new OneVersusRest(1, 1, 1, 1), OneVersusRest.of(scores, positives, 1, 5, 0.5));
        for (int[] range : new int[][] {{1, 6}, {-1, 2}, {0, 7}, {2, 1}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> OneVersusRest.of(scores, positives, range[0], range[1], 0.5));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> OneVersusRest.of(scores, positives, 0, 1, Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> OneVersusRest.of(scores, new boolean[5], 0, 1, 0.5));
    }

    @Test
    void noRows_isInsufficientEverywhere() {
        OneVersusRest none = OneVersusRest.EMPTY;

        for (Figure figure :
                List.of(
                        none.accuracy(),
                        none.precision(),
                        none.recall(),
                        none.specificity(),
                        none.f1(),
                        none.f1StandardError(),
                        none.balancedAccuracy(),
                        none.balancedAccuracyStandardError(),
                        none.positiveRate(),
                        none.predictedPositiveRate(),
                        none.matthewsCorrelation())) {
            assertEquals(Status.INSUFFICIENT_DATA, figure.status());
        }
        for (Interval interval :
                List.of(
                        none.accuracyInterval(0.9),
                        none.precisionInterval(0.9),
                        none.recallInterval(0.9),
                        none.specificityInterval(0.9),
                        none.f1Interval(0.9),
                        none.balancedAccuracyInterval(0.9))) {
            assertEquals(Status.INSUFFICIENT_DATA, interval.status());
        }
    }

    @Test
    void oneSidedTruth_hasNoRecallOrNoSpecificity() {
        OneVersusRest onlyPositive = new OneVersusRest(2, 0, 1, 0);
        OneVersusRest onlyNegative = new OneVersusRest(0, 0, 0, 3);

        assertEquals(Status.INSUFFICIENT_DATA, onlyPositive.specificity().status());
        assertEquals(Status.INSUFFICIENT_DATA, onlyPositive.balancedAccuracy().status());
        assertEquals(Status.INSUFFICIENT_DATA, onlyPositive.matthewsCorrelation().status());
        assertEquals(1, onlyPositive.precision().value());
        assertEquals(Status.INSUFFICIENT_DATA, onlyNegative.recall().status());
        assertEquals(Status.INSUFFICIENT_DATA, onlyNegative.balancedAccuracy().status());
        assertEquals(Status.DEGENERATE, onlyNegative.precision().status());
        assertEquals(Status.DEGENERATE, onlyNegative.f1().status());
        assertEquals(1, onlyNegative.specificity().value());
    }

    @Test
    void neverPredicted_isDegenerateWherePredictionsAreCounted() {
        OneVersusRest never = new OneVersusRest(0, 0, 2, 3);
        OneVersusRest always = new OneVersusRest(2, 3, 0, 0);

        assertEquals(Status.DEGENERATE, never.precision().status());
        assertEquals(Status.DEGENERATE, never.precisionInterval(0.95).status());
        assertEquals(Status.DEGENERATE, never.matthewsCorrelation().status());
        assertEquals(Status.DEGENERATE, always.matthewsCorrelation().status());
        assertEquals(0, never.f1().value());
        assertEquals(0.5, never.balancedAccuracy().value());
    }

    @Test
    void intervals_areWilsonsOfTheirOwnCounts() {
        assertEquals(Wilson.interval(7, 10, 0.9), COUNTS.accuracyInterval(0.9));
        assertEquals(Wilson.interval(3, 4, 0.9), COUNTS.precisionInterval(0.9));
        assertEquals(Wilson.interval(3, 5, 0.9), COUNTS.recallInterval(0.9));
        assertEquals(Wilson.interval(4, 5, 0.9), COUNTS.specificityInterval(0.9));
    }

    /** √(tp·(2w/s²)² + w·(2tp/s²)²) with tp = 3, w = 3, s = 9. */
    @Test
    void f1Error_isTheDeltaMethodOverTheCounts() {
        double byHand = Math.sqrt(3 * Math.pow(6 / 81.0, 2) + 3 * Math.pow(6 / 81.0, 2));

        assertEquals(byHand, COUNTS.f1StandardError().value(), 1e-16);
        assertEquals(0, new OneVersusRest(4, 0, 0, 1).f1StandardError().value());
        Interval wide = new OneVersusRest(1, 1, 1, 1).f1Interval(0.999999);
        assertTrue(0 <= wide.low() && wide.high() <= 1, "within [0, 1]: " + wide);
    }

    /** A perfect score over few rows is no certainty. */
    @Test
    void intervals_ofPerfectTables_areWideWhereRowsAreFew() {
        Interval few = new OneVersusRest(4, 0, 0, 4).f1Interval(0.95);
        Interval both = new OneVersusRest(4, 0, 0, 4).balancedAccuracyInterval(0.95);

        assertEquals(1, few.high());
        assertEquals(2 * 0.5101 / 1.5101, few.low(), 1e-4);
        assertEquals(1, both.high());
        assertEquals(1 - Math.hypot(0.4899, 0.4899) / 2, both.low(), 1e-4);
    }

    /** How often the truth lies within, of tables drawn from few rows of a rare class. */
    @Test
    void intervals_coverTheTruthInSmallTables() {
        for (double[] model :
                new double[][] {{0.5, 0.8, 0.8}, {0.1, 0.7, 0.95}, {0.05, 0.5, 0.98}}) {
            for (int rows : new int[] {30, 100}) {
                assertCovered(model[0], model[1], model[2], rows);
            }
        }
    }

    private static void assertCovered(double share, double recall, double specificity, int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        double tp = share * recall;
        double f1 = 2 * tp / (2 * tp + share * (1 - recall) + (1 - share) * (1 - specificity));
        int[] covered = new int[2];
        int[] defined = new int[2];
        for (int draw = 0; draw < 3_000; draw++) {
            OneVersusRest table = draw(share, recall, specificity, rows, random);
            count(table.f1Interval(0.95), f1, 0, covered, defined);
            double both = (recall + specificity) / 2;
            count(table.balancedAccuracyInterval(0.95), both, 1, covered, defined);
        }
        for (int i = 0; i < 2; i++) {
            double coverage = covered[i] / (double) defined[i];
            assertTrue(coverage > 0.91, rows + " rows, " + share + ", " + i + ": " + coverage);
        }
    }

    private static void count(
            Interval interval, double truth, int which, int[] covered, int[] defined) {
        if (interval.isDefined()) {
            defined[which]++;
            covered[which] += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
    }

    private static OneVersusRest draw(
            double share, double recall, double specificity, int rows, SplittableRandom random) {
        long[] cells = new long[4];
        for (int i = 0; i < rows; i++) {
            boolean of = random.nextDouble() < share;
            boolean predicted = random.nextDouble() < (of ? recall : 1 - specificity);
            cells[(of ? 2 : 0) + (predicted ? 1 : 0)]++;
        }
        return new OneVersusRest(cells[3], cells[1], cells[2], cells[0]);
    }

    /** 4·10¹⁸ rows: the products have 124 bits and nearly cancel. */
    @Test
    void matthews_ofCountsWhoseProductsOverflow() {
        long big = 1_000_000_000_000_000_000L;
        OneVersusRest table = new OneVersusRest(big + 1, big, big, big);

        double value = table.matthewsCorrelation().value();

        // mpmath 1.3.0: n=10**18; ((n+1)*n-n*n)/sqrt((2*n+1)*(2*n+1)*(2*n)*(2*n)), 2.5e-19
        assertEquals(2.5e-19, value, 1e-31);
        assertEquals(1, new OneVersusRest(big, 0, 0, big).matthewsCorrelation().value());
        assertEquals(-1, new OneVersusRest(0, big, big, 0).matthewsCorrelation().value());
    }

    @Test
    void merge_addsAndIsCommutative() {
        OneVersusRest other = new OneVersusRest(10, 20, 30, 40);

        assertEquals(new OneVersusRest(13, 21, 32, 44), COUNTS.merge(other));
        assertEquals(COUNTS.merge(other), other.merge(COUNTS));
        assertEquals(COUNTS, COUNTS.merge(OneVersusRest.EMPTY));
        assertEquals(10, COUNTS.total());
    }

    @Test
    void counts_mustBeCounts() {
        for (int i = 0; i < 4; i++) {
            long[] counts = new long[4];
            counts[i] = -1;
            Exception refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> new OneVersusRest(counts[0], counts[1], counts[2], counts[3]));
            assertTrue(refused.getMessage().contains("-1"), refused.getMessage());
        }
        assertThrows(ArithmeticException.class, () -> new OneVersusRest(Long.MAX_VALUE, 0, 0, 1));
    }
}
