// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProbabilityScoresTest {

    private static ProbabilityScores of(double[] probabilities, boolean... positives) {
        return ProbabilityScores.of(probabilities, positives, 0, positives.length);
    }

    /** Clipping at 1 − 10⁻¹⁵ leaves 9.99·10⁻¹⁶ for the negative row, not 10⁻¹⁵. */
    @Test
    void logLoss_clipsBothEnds_oneSidedOnlyTheLower() {
        ProbabilityScores scores = of(new double[] {1, 0}, false, true);

        assertEquals((-Math.log(1e-15) - Math.log(1 - (1 - 1e-15))) / 2, scores.logLoss().value());
        assertEquals(-Math.log(1e-15), scores.oneSidedLogLoss().value());
        ProbabilityScores right = of(new double[] {1, 0}, true, false);
        assertEquals(0, right.oneSidedLogLoss().value());
        assertEquals(-Math.log(1 - 1e-15), right.logLoss().value(), 1e-20);
    }

    @Test
    void scores_ofTwoRowsByHand() {
        ProbabilityScores scores = of(new double[] {0.8, 0.3}, true, false);

        assertEquals((-Math.log(0.8) - Math.log(0.7)) / 2, scores.logLoss().value(), 1e-15);
        assertEquals((0.04 + 0.09) / 2, scores.brier().value(), 1e-15);
        assertEquals(0.025, scores.brierStandardError().value(), 1e-15, "|0.09 − 0.04|/2");
        double half = (Math.log(0.8) - Math.log(0.7)) / 2;
        assertEquals(half, scores.logLossStandardError().value(), 1e-15);
        assertEquals(half, scores.oneSidedLogLossStandardError().value(), 1e-15);
        assertEquals(0.25, scores.calibrationError().value(), 1e-15);
        assertEquals(2, scores.n());
    }

    /** scipy 1.17.1: stats.norm.interval(0.95, loc, scale) of mean and standard error. */
    @Test
    void intervals_areNormalOnesCutToTheRange() {
        ProbabilityScores scores = of(new double[] {0.8, 0.3}, true, false);

        Interval brier = scores.brierInterval(0.95);
        assertEquals(0.065 - 1.959963984540054 * 0.025, brier.low(), 1e-12);
        assertEquals(0.065 + 1.959963984540054 * 0.025, brier.high(), 1e-12);
        ProbabilityScores wild = of(new double[] {0, 1}, true, true);
        assertEquals(Interval.of(0, 1), wild.brierInterval(0.95));
        assertEquals(0, wild.logLossInterval(0.95).low());
        assertEquals(0, wild.oneSidedLogLossInterval(0.95).low());
        assertTrue(wild.logLossInterval(0.95).high() > 34);
        assertEquals(wild.logLossInterval(0.95), wild.oneSidedLogLossInterval(0.95));
    }

    @Test
    void few_rowsHaveNoIntervalAndNoneHasNoScore() {
        ProbabilityScores none = ProbabilityScores.EMPTY;
        for (Figure figure :
                List.of(
                        none.logLoss(),
                        none.oneSidedLogLoss(),
                        none.brier(),
                        none.calibrationError(),
                        none.brierStandardError(),
                        none.logLossStandardError())) {
            assertEquals(Status.INSUFFICIENT_DATA, figure.status());
        }
        ProbabilityScores one = of(new double[] {0.7}, true);
        assertEquals(Status.INSUFFICIENT_DATA, one.brierStandardError().status());
        assertEquals(Status.INSUFFICIENT_DATA, one.brierInterval(0.9).status());
        assertEquals(Status.INSUFFICIENT_DATA, one.logLossInterval(0.9).status());
        ProbabilityScores same = of(new double[] {0.5, 0.5}, true, false);
        assertEquals(Status.DEGENERATE, same.brierInterval(0.9).status(), "no spread");
    }

    @Test
    void probabilities_mustBeProbabilities() {
        ProbabilityScores.Accumulator rows = new ProbabilityScores.Accumulator();

        for (double bad : new double[] {-1e-9, 1.01, Double.NaN}) {
            Exception refused =
                    assertThrows(IllegalArgumentException.class, () -> rows.add(bad, true));
            assertTrue(refused.getMessage().contains("" + bad), refused.getMessage());
        }
        assertEquals(0, rows.scores().n(), "a refused row counts nowhere");
        assertThrows(
                IllegalArgumentException.class, () -> new CalibrationBins().add(0.5, true, -1));
    }

    /** Bin = min(9, ⌊10p⌋): a bound belongs to the bin above it, 1 to the last. */
    @Test
    void calibrationBins_boundsBelongAbove() {
        CalibrationBins apart = new CalibrationBins();
        apart.add(0.2, true, 1);
        apart.add(0.19, false, 4);
        assertEquals((0.8 + 4 * 0.19) / 5, apart.error().value(), 1e-15, "two bins do not cancel");
        CalibrationBins together = new CalibrationBins();
        together.add(0.2, true, 1);
        together.add(0.21, false, 4);
        assertEquals(0.04 / 5, together.error().value(), 1e-15, "one bin: 0.84 − 0.8");
        CalibrationBins last = new CalibrationBins();
        last.add(1, false, 1);
        last.add(0.9, true, 10);
        assertEquals(0, last.error().value(), 1e-15);
        assertEquals(11, last.n());
    }

    /** Law: any split merged in any order is the whole. */
    @Test
    void merge_ofPartsIsTheWhole() {
        long seed = 20280;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            int n = random.nextInt(0, 300);
            double[] p = random.doubles(n).toArray();
            boolean[] y = new boolean[n];
            for (int i = 0; i < n; i++) {
                y[i] = random.nextDouble() < p[i];
            }
            int cut = random.nextInt(n + 1);
            ProbabilityScores whole = ProbabilityScores.of(p, y, 0, n);
            ProbabilityScores a = ProbabilityScores.of(p, y, 0, cut);
            ProbabilityScores b = ProbabilityScores.of(p, y, cut, n);
            String which = "seed " + seed + " round " + round;
            for (ProbabilityScores merged :
                    List.of(a.merge(b), b.merge(a), ProbabilityScores.EMPTY.merge(b).merge(a))) {
                assertEquals(n, merged.n(), which);
                close(whole.logLoss(), merged.logLoss(), which);
                close(whole.oneSidedLogLoss(), merged.oneSidedLogLoss(), which);
                close(whole.brier(), merged.brier(), which);
                close(whole.calibrationError(), merged.calibrationError(), which);
                close(whole.brierStandardError(), merged.brierStandardError(), which);
            }
        }
    }

    private static void close(Figure expected, Figure actual, String which) {
        assertEquals(expected.status(), actual.status(), which);
        assertEquals(expected.orElse(0), actual.orElse(0), 1e-13, which);
    }

    @Test
    void meanInterval_ofWhatHasNoIntervalSaysWhy() {
        Figure missing = Figure.undefined(Status.ERROR);
        Figure one = Figure.of(1);

        assertEquals(Status.ERROR, MeanInterval.within(0, 1, missing, one, 0.9).status());
        assertEquals(Status.ERROR, MeanInterval.within(0, 1, one, missing, 0.9).status());
        assertEquals(Status.DEGENERATE, MeanInterval.within(0, 1, one, Figure.of(0), 0.9).status());
        assertEquals(Status.ERROR, MeanInterval.within(0, 1, Figure.of(9), one, 0.1).status());
        Figure infinite = Figure.of(Double.POSITIVE_INFINITY);
        Figure below = Figure.of(Double.NEGATIVE_INFINITY);
        double most = Double.POSITIVE_INFINITY;
        assertEquals(Status.ERROR, MeanInterval.within(0, 1, one, infinite, 0.9).status());
        assertEquals(Status.ERROR, MeanInterval.within(0, most, infinite, one, 0.9).status());
        assertEquals(Status.ERROR, MeanInterval.within(-most, 1, below, one, 0.9).status());
        for (double bad : new double[] {0, 1, Double.NaN, -0.5}) {
            assertThrows(
                    IllegalArgumentException.class, () -> MeanInterval.within(0, 1, one, one, bad));
        }
    }
}
