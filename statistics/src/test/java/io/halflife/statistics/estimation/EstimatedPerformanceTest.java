// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Estimates without labels, and the calibration they stand on. */
class EstimatedPerformanceTest {

    private static final double RELATIVE = 1e-11;
    private static final double ABSOLUTE = 1e-14;

    @TestFactory
    Stream<DynamicTest> estimates_andFits() {
        return Oracles.tests(
                "cbpe",
                oracle -> {
                    switch (oracle.text("type")) {
                        case "cbpe" -> checkEstimate(oracle);
                        case "isotonic" -> checkFit(oracle);
                        default -> throw new IllegalArgumentException(oracle.text("type"));
                    }
                });
    }

    private static void checkEstimate(OracleCase oracle) {
        double[] p = oracle.numbers("p");
        double[] raw = oracle.numbers("raw_score");
        double threshold = oracle.number("threshold");
        int cut = p.length / 3;
        EstimatedPerformance whole = EstimatedPerformance.of(raw, p, 0, p.length, threshold);
        EstimatedPerformance first = EstimatedPerformance.of(raw, p, 0, cut, threshold);
        EstimatedPerformance rest = EstimatedPerformance.of(raw, p, cut, p.length, threshold);
        for (EstimatedPerformance each :
                List.of(
                        whole,
                        first.merge(rest),
                        rest.merge(EstimatedPerformance.EMPTY).merge(first))) {
            assertEquals(p.length, each.n());
            close(oracle, "tp", Figure.of(each.truePositives()));
            close(oracle, "fp", Figure.of(each.falsePositives()));
            close(oracle, "fn", Figure.of(each.falseNegatives()));
            close(oracle, "tn", Figure.of(each.trueNegatives()));
            close(oracle, "accuracy", each.accuracy());
            close(oracle, "precision", each.precision());
            close(oracle, "recall", each.recall());
            close(oracle, "f1", each.f1());
            close(oracle, "roc_auc", each.rocAuc());
            close(oracle, "brier", each.brier());
            close(oracle, "accuracy_sd", each.accuracySd());
        }
    }

    private static void close(OracleCase oracle, String name, Figure actual) {
        oracle.close("expected." + name, actual, RELATIVE, ABSOLUTE);
    }

    private static void checkFit(OracleCase oracle) {
        IsotonicRegression fit =
                IsotonicRegression.of(
                        oracle.numbers("x"), oracle.numbers("y"), oracle.numbers("w"));
        double[] fitted = fit.fitted();
        assertArrayEquals(oracle.numbers("expected.x"), fit.x());
        double[] expected = oracle.numbers("expected.fitted");
        assertEquals(expected.length, fitted.length);
        for (int i = 0; i < fitted.length; i++) {
            oracle.close("expected.fitted." + i, fitted[i], RELATIVE, ABSOLUTE);
        }
        double[] query = oracle.numbers("expected.query");
        for (int i = 0; i < query.length; i++) {
            oracle.close("expected.predicted." + i, fit.at(query[i]), RELATIVE, ABSOLUTE);
        }
    }

    /** p = .9, .4 predicted positive, .3, .2 not: every ratio by hand. */
    @Test
    void ratios_areThoseOfExpectedCounts() {
        EstimatedPerformance.Accumulator rows = new EstimatedPerformance.Accumulator();
        rows.add(9, 0.9, true);
        rows.add(5, 0.4, true);
        rows.add(2, 0.3, false);
        rows.add(1, 0.2, false);
        EstimatedPerformance estimate = rows.estimate();

        assertEquals(1.3, estimate.truePositives(), 1e-15);
        assertEquals(0.7, estimate.falsePositives(), 1e-15);
        assertEquals(0.5, estimate.falseNegatives(), 1e-15);
        assertEquals(1.5, estimate.trueNegatives(), 1e-15);
        assertEquals(0.7, estimate.accuracy().value(), 1e-15);
        assertEquals(0.65, estimate.precision().value(), 1e-15);
        assertEquals(1.3 / 1.8, estimate.recall().value(), 1e-15);
        assertEquals(1.5 / 2.2, estimate.specificity().value(), 1e-15);
        assertEquals(2.6 / 3.8, estimate.f1().value(), 1e-15);
        assertEquals(0.7 / 4, estimate.brier().value(), 1e-15);
        assertEquals(Math.sqrt(0.7) / 4, estimate.accuracySd().value(), 1e-15);
        double auc =
                (0.2 * 0.4 + 0.3 * (0.8 + 0.35) + 0.4 * (1.5 + 0.3) + 0.9 * (2.1 + 0.05))
                        / (1.8 * 2.2);
        assertEquals(auc, estimate.rocAuc().value(), 1e-15);
    }

    @Test
    void threshold_itselfIsPredictedPositive() {
        double[] p = {0.5, 0.4999};

        EstimatedPerformance estimate = EstimatedPerformance.of(p, p, 0, 2, 0.5);

        assertEquals(0.5, estimate.truePositives());
        assertEquals(0.4999, estimate.falseNegatives());
    }

    @Test
    void band_isThreeDeviationsCutToShares() {
        double[] p = new double[100];
        java.util.Arrays.fill(p, 0.8);
        Interval band = EstimatedPerformance.of(p, p, 0, 100, 0.5).accuracyBand();

        assertEquals(0.8 - 3 * 0.04, band.low(), 1e-12);
        assertEquals(0.8 + 3 * 0.04, band.high(), 1e-12);
        Interval cut = EstimatedPerformance.of(p, p, 0, 2, 0.5).accuracyBand();
        assertEquals(1, cut.high());
        assertEquals(0, EstimatedPerformance.of(p, p, 0, 2, 0.9).accuracyBand().low());
    }

    /** On calibrated scores the realised accuracy lies in the band, and the estimate is right. */
    @Test
    void estimate_ofCalibratedScores_isWhatLabelsShow() {
        long seed = 31337;
        SplittableRandom random = new SplittableRandom(seed);
        double[] p = random.doubles(20_000).map(u -> u * u).toArray();
        long right = 0;
        for (double each : p) {
            right += (random.nextDouble() < each) == (each >= 0.5) ? 1 : 0;
        }
        EstimatedPerformance estimate = EstimatedPerformance.of(p, p, 0, p.length, 0.5);

        assertTrue(
                estimate.accuracyBand().contains(right / 20_000.0),
                "seed " + seed + ": " + right + ", " + estimate.accuracyBand());
    }

    @Test
    void undefined_hasAReason() {
        EstimatedPerformance none = EstimatedPerformance.EMPTY;
        for (Figure figure :
                List.of(
                        none.accuracy(),
                        none.precision(),
                        none.recall(),
                        none.specificity(),
                        none.f1(),
                        none.brier(),
                        none.accuracySd(),
                        none.rocAuc())) {
            assertEquals(Status.INSUFFICIENT_DATA, figure.status());
        }
        assertEquals(Status.INSUFFICIENT_DATA, none.accuracyBand().status());
        EstimatedPerformance negative =
                EstimatedPerformance.of(new double[] {1, 2}, new double[2], 0, 2, 0.5);
        assertEquals(Status.DEGENERATE, negative.precision().status());
        assertEquals(Status.DEGENERATE, negative.recall().status());
        assertEquals(Status.DEGENERATE, negative.rocAuc().status());
        assertEquals(1, negative.accuracy().value());
        assertEquals(Interval.of(1, 1), negative.accuracyBand());
    }

    @Test
    void add_refusesWhatIsNoProbabilityOrScore() {
        EstimatedPerformance.Accumulator rows = new EstimatedPerformance.Accumulator();

        assertThrows(IllegalArgumentException.class, () -> rows.add(0, 1.0001, true));
        assertThrows(IllegalArgumentException.class, () -> rows.add(0, -0.0001, true));
        assertThrows(IllegalArgumentException.class, () -> rows.add(0, Double.NaN, true));
        assertThrows(IllegalArgumentException.class, () -> rows.add(Double.NaN, 0.5, true));
        rows.add(Double.NEGATIVE_INFINITY, 0, false);
        rows.add(Double.POSITIVE_INFINITY, 1, true);
        assertEquals(1, rows.estimate().rocAuc().value());
        EstimatedPerformance twice = rows.estimate().merge(rows.estimate());
        assertEquals(4, twice.n());
        assertEquals(1, twice.rocAuc().value());
    }

    /** Tied raw scores share one step whatever their order, and 0.0 ties with −0.0. */
    @Test
    void rocAuc_doesNotDependOnTheOrderOfTies() {
        EstimatedPerformance one =
                EstimatedPerformance.of(
                        new double[] {0.0, -0.0}, new double[] {0.9, 0.1}, 0, 2, 0.5);
        EstimatedPerformance other =
                EstimatedPerformance.of(
                        new double[] {-0.0, 0.0}, new double[] {0.1, 0.9}, 0, 2, 0.5);

        assertEquals(0.5, one.rocAuc().value());
        assertEquals(0.5, other.rocAuc().value());
    }
}
