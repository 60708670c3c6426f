// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.performance.RocAuc;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The estimate in bounded memory: the same figures, and what the chance of labels does to them. */
class ExpectedOutcomesTest {

    /** p = .9, .4 predicted positive, .3, .2 not: every ratio by hand. */
    @Test
    void ratios_areThoseOfExpectedCounts() {
        ExpectedOutcomes.Accumulator rows = new ExpectedOutcomes.Accumulator();
        rows.add(0.9, true);
        rows.add(0.4, true);
        rows.add(0.3, false);
        rows.add(0.2, false);
        ExpectedOutcomes outcomes = rows.outcomes();

        near(0.7, outcomes.accuracy());
        near(0.45, outcomes.positiveRate());
        near(0.65, outcomes.precision());
        near(1.3 / 1.8, outcomes.recall());
        near(1.5 / 2.2, outcomes.specificity());
        near(2.6 / 3.8, outcomes.f1());
        near((1.3 / 1.8 + 1.5 / 2.2) / 2, outcomes.balancedAccuracy());
        assertEquals(Math.sqrt(0.7) / 4, outcomes.accuracy().deviation().value(), 1e-9);
        assertEquals(Math.sqrt(0.33) / 2, outcomes.precision().deviation().value(), 1e-9);
    }

    /** Against the estimate that keeps every row. */
    @Test
    void figures_areThoseOfTheWholeTable() {
        SplittableRandom random = new SplittableRandom(3);
        double[] p = random.doubles(20_000).toArray();
        EstimatedPerformance whole = EstimatedPerformance.of(p, p, 0, p.length, 0.4);
        ExpectedOutcomes bounded = of(p, 0, p.length);

        assertEquals(whole.n(), bounded.n());
        near(whole.accuracy().value(), bounded.accuracy());
        near(whole.precision().value(), bounded.precision());
        near(whole.recall().value(), bounded.recall());
        near(whole.specificity().value(), bounded.specificity());
        near(whole.f1().value(), bounded.f1());
        assertEquals(whole.rocAuc().value(), bounded.rocAuc().value().value(), 1e-7);
        assertEquals(whole.accuracySd().value(), bounded.accuracy().deviation().value(), 1e-9);
    }

    /** Bit for bit, whichever way the rows were cut. */
    @Test
    void merge_ofAnyParts_isTheWhole() {
        SplittableRandom random = new SplittableRandom(5);
        double[] p = random.doubles(3_000).toArray();
        ExpectedOutcomes whole = of(p, 0, p.length);
        ExpectedOutcomes parts =
                of(p, 1_000, 1_007)
                        .merge(of(p, 1_007, 3_000))
                        .merge(ExpectedOutcomes.EMPTY)
                        .merge(of(p, 0, 1_000));

        for (ToDoubleFunction<ExpectedOutcomes> figure : figures()) {
            assertEquals(figure.applyAsDouble(whole), figure.applyAsDouble(parts));
        }
        assertEquals(whole.rocAuc().deviation().value(), parts.rocAuc().deviation().value());
    }

    /** Labels drawn again and again: the figures realised spread as said, to a few percent. */
    @Test
    void deviation_isThatOfTheRealisedFigures() {
        SplittableRandom random = new SplittableRandom(11);
        double[] p = random.doubles(400).toArray();
        ExpectedOutcomes expected = of(p, 0, p.length);
        int draws = 4_000;
        double[][] realised = new double[6][draws];
        for (int draw = 0; draw < draws; draw++) {
            draw(p, random, realised, draw);
        }
        List<Expectation> said =
                List.of(
                        expected.accuracy(),
                        expected.precision(),
                        expected.recall(),
                        expected.specificity(),
                        expected.f1(),
                        expected.rocAuc());
        for (int i = 0; i < realised.length; i++) {
            double deviation = said.get(i).deviation().value();
            assertEquals(deviation, spread(realised[i]), 0.08 * deviation, "figure " + i);
        }
    }

    @Test
    void nothingExpected_isUndefinedWithItsReason() {
        assertEquals(Status.INSUFFICIENT_DATA, ExpectedOutcomes.EMPTY.accuracy().value().status());
        assertEquals(Status.INSUFFICIENT_DATA, ExpectedOutcomes.EMPTY.rocAuc().value().status());
        ExpectedOutcomes.Accumulator certain = new ExpectedOutcomes.Accumulator();
        certain.add(0, false);
        ExpectedOutcomes no = certain.outcomes();

        assertEquals(1, no.accuracy().value().value());
        assertEquals(Status.DEGENERATE, no.precision().value().status());
        assertEquals(Status.DEGENERATE, no.recall().value().status());
        assertEquals(Status.DEGENERATE, no.balancedAccuracy().value().status());
        assertEquals(Status.DEGENERATE, no.rocAuc().value().status());
        assertThrows(IllegalArgumentException.class, () -> certain.add(1.1, true));
        assertThrows(IllegalArgumentException.class, () -> certain.add(Double.NaN, true));
    }

    private static void draw(double[] p, SplittableRandom random, double[][] into, int at) {
        boolean[] truth = new boolean[p.length];
        double[] cells = new double[4];
        for (int i = 0; i < p.length; i++) {
            truth[i] = random.nextDouble() < p[i];
            cells[(p[i] >= 0.4 ? 2 : 0) + (truth[i] ? 1 : 0)]++;
        }
        double tp = cells[3];
        into[0][at] = (tp + cells[0]) / p.length;
        into[1][at] = tp / (tp + cells[2]);
        into[2][at] = tp / (tp + cells[1]);
        into[3][at] = cells[0] / (cells[0] + cells[2]);
        into[4][at] = 2 * tp / (2 * tp + cells[2] + cells[1]);
        into[5][at] = RocAuc.of(ScoreTable.of(p, truth, 0, p.length)).value().value();
    }

    private static double spread(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    private static List<ToDoubleFunction<ExpectedOutcomes>> figures() {
        return List.of(
                o -> o.accuracy().value().value(),
                o -> o.f1().value().value(),
                o -> o.balancedAccuracy().value().value(),
                o -> o.rocAuc().value().value(),
                o -> o.recall().deviation().value());
    }

    private static ExpectedOutcomes of(double[] p, int from, int to) {
        ExpectedOutcomes.Accumulator rows = new ExpectedOutcomes.Accumulator();
        for (int i = from; i < to; i++) {
            rows.add(p[i], p[i] >= 0.4);
        }
        return rows.outcomes();
    }

    private static void near(double expected, Expectation actual) {
        assertEquals(expected, actual.value().value(), 1e-9);
    }
}
