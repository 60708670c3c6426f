// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Status;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** When scores are fitted, and when they are left as they are. */
class ScoreCalibrationTest {

    /** Far off in every bin: the fit is better for rows that it has not seen, too. */
    @Test
    void overconfidentScores_areFitted() {
        ScoreCalibration calibration = ScoreCalibration.of(table(5_000, s -> 0.25 + s / 2));

        assertTrue(calibration.fit().isPresent());
        assertEquals(0.35, calibration.probability(0.2), 0.05);
        assertTrue(
                calibration.heldOut().fitted().value() < calibration.heldOut().raw().value(),
                calibration.heldOut().toString());
    }

    /** A small error that is no chance of few rows is mended: of 0.016 one would be left alone. */
    @Test
    void smallErrorOverManyRows_isFitted() {
        ScoreCalibration calibration = ScoreCalibration.of(table(50_000, s -> s * 0.97));

        assertEquals(0.015, calibration.referenceError().value(), 0.006);
        assertTrue(calibration.fit().isPresent(), calibration.heldOut().toString());
    }

    /** There a fit could only follow noise, in few rows and in many. */
    @Test
    void calibratedScores_areLeftAsTheyAre() {
        for (int rows : new int[] {60, 600, 20_000}) {
            ScoreCalibration calibration = ScoreCalibration.of(table(rows, s -> s));

            assertTrue(calibration.fit().isEmpty(), rows + ": " + calibration.heldOut());
            assertEquals(0.3, calibration.probability(0.3));
            assertThrows(IllegalArgumentException.class, () -> calibration.probability(1.5));
            assertThrows(IllegalArgumentException.class, () -> calibration.probability(-0.1));
            assertThrows(IllegalArgumentException.class, () -> calibration.probability(Double.NaN));
        }
    }

    @Test
    void tableAlone_decides() {
        ScoreTable whole = table(3_000, s -> s * s);
        ScoreTable merged =
                table(1_500, s -> s * s).merge(ScoreTable.EMPTY).merge(table(1_500, s -> s * s));

        assertEquals(ScoreCalibration.of(whole).heldOut(), ScoreCalibration.of(whole).heldOut());
        assertEquals(3_000, merged.size());
        assertTrue(ScoreCalibration.of(merged).heldOut().raw().isDefined());
    }

    @Test
    void fewRowsOfAClass_giveNoFit() {
        ScoreCalibration calibration = ScoreCalibration.of(runs(0.9, 3, 500));

        assertEquals(Status.INSUFFICIENT_DATA, calibration.heldOut().raw().status());
        assertEquals(0.9, calibration.probability(0.9));
        assertThrows(IllegalArgumentException.class, () -> ScoreCalibration.of(ScoreTable.EMPTY));
    }

    @Test
    void scoresThatAreNoProbabilities_areFitted() {
        for (double score : new double[] {-0.1, 1.1}) {
            for (long times : new long[] {1, 100}) {
                ScoreCalibration calibration = ScoreCalibration.of(runs(score, times, 3 * times));

                assertEquals(Status.DEGENERATE, calibration.referenceError().status());
                assertEquals(0.25, calibration.probability(7));
            }
        }
    }

    /** Uniform scores, positive with the given chance. */
    private static ScoreTable table(int rows, DoubleUnaryOperator chance) {
        SplittableRandom random = new SplittableRandom(rows);
        double[] scores = random.doubles(rows).toArray();
        boolean[] positive = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            positive[i] = random.nextDouble() < chance.applyAsDouble(scores[i]);
        }
        return ScoreTable.of(scores, positive, 0, rows);
    }

    private static ScoreTable runs(double score, long positive, long negative) {
        return new ScoreTable(
                EmpiricalDistribution.ofRuns(new double[] {score}, new long[] {positive}, 0),
                EmpiricalDistribution.ofRuns(new double[] {score}, new long[] {negative}, 0));
    }
}
