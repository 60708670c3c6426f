// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RegressionErrorsTest {

    @TestFactory
    Stream<DynamicTest> errors_ofTheWholeAndOfMergedHalves() {
        return Oracles.tests(
                "regression_metrics",
                oracle -> {
                    double[] y = oracle.numbers("y");
                    double[] predicted = oracle.numbers("pred");
                    int half = y.length / 2;
                    check(oracle, RegressionErrors.of(y, predicted, 0, y.length), 1e-11);
                    // Means of halves far from 0 are rounded before they are merged.
                    Moments truth = Moments.of(y);
                    boolean far = Math.abs(truth.mean().orElse(0)) > 1e6 * truth.std().orElse(0);
                    RegressionErrors first = RegressionErrors.of(y, predicted, 0, half);
                    RegressionErrors rest = RegressionErrors.of(y, predicted, half, y.length);
                    check(oracle, first.merge(rest), far ? 1e-6 : 1e-11);
                    check(
                            oracle,
                            RegressionErrors.EMPTY.merge(rest).merge(first),
                            far ? 1e-6 : 1e-11);
                });
    }

    private static void check(OracleCase oracle, RegressionErrors errors, double r2Tolerance) {
        assertEquals(oracle.whole("expected.n"), errors.n());
        if (errors.n() == 0) {
            assertFalse(errors.mae().isDefined() || errors.r2().isDefined());
            return;
        }
        oracle.close("expected.mae", errors.mae(), 1e-11, 1e-14);
        oracle.close("expected.rmse", errors.rmse(), 1e-11, 1e-14);
        oracle.close("expected.bias", errors.meanError(), 1e-11, 1e-14);
        oracle.close("expected.mape", errors.mape(), 1e-11, 1e-14);
        assertEquals(oracle.whole("expected.mape_skipped"), errors.mapeSkipped());
        oracle.close("expected.smape", errors.smape(), 1e-11, 1e-14);
        oracle.close("expected.r2", errors.r2(), r2Tolerance, 1e-14);
        oracle.close("expected.median_ae", errors.medianAbsoluteError(), 1e-11, 1e-14);
    }

    @Test
    void add_leavesOutAndCountsWhatIsNotFinite() {
        RegressionErrors errors =
                RegressionErrors.of(
                        new double[] {1, Double.NaN, 3}, new double[] {2, 2, Double.NaN}, 0, 3);

        assertEquals(1, errors.n());
        assertEquals(2, errors.skipped());
        assertEquals(1, errors.mae().value());
    }

    private static RegressionErrors of(double[] actual, double... predicted) {
        return RegressionErrors.of(actual, predicted, 0, actual.length);
    }

    private static double[] truth(double... values) {
        return values;
    }

    /** A model that predicts too much has a positive mean error. */
    @Test
    void figures_byHand() {
        RegressionErrors errors = of(truth(10, 20, -4), 12, 21, -8);

        assertEquals(-1 / 3.0, errors.meanError().value(), 1e-15);
        assertEquals(7 / 3.0, errors.mae().value(), 1e-15);
        assertEquals(Math.sqrt(7), errors.rmse().value(), 1e-15);
        assertEquals(2, errors.medianAbsoluteError().value());
        assertEquals((0.2 + 0.05 + 1) / 3, errors.mape().value(), 1e-15);
        assertEquals((4 / 22.0 + 2 / 41.0 + 8 / 12.0) / 3, errors.smape().value(), 1e-15);
        double mean = 26 / 3.0;
        double total = 100 + 400 + 16 - 3 * mean * mean;
        assertEquals(1 - 21 / total, errors.r2().value(), 1e-15);
        double maeError = Math.sqrt((1 / 9.0 + 16 / 9.0 + 25 / 9.0) / 2 / 3);
        assertEquals(maeError, errors.maeStandardError().value(), 1e-15);
        assertEquals(
                7 / 3.0 + 1.959963984540054 * maeError, errors.maeInterval(0.95).high(), 1e-12);
        assertEquals(
                1.959963984540054 * errors.meanErrorStandardError().value(),
                errors.meanErrorInterval(0.95).high() + 1 / 3.0,
                1e-12);
        double rmseError = Math.sqrt((9 + 36 + 81) / 2.0 / 3) / (2 * Math.sqrt(7));
        assertEquals(rmseError, errors.rmseStandardError().value(), 1e-15);
        assertEquals(0, errors.rmseInterval(0.99999).low());
        assertEquals(0, errors.maeInterval(0.9999).low());
    }

    @Test
    void noRows_isInsufficient() {
        RegressionErrors none = RegressionErrors.EMPTY;

        for (Figure figure :
                List.of(
                        none.mae(),
                        none.rmse(),
                        none.meanError(),
                        none.mape(),
                        none.smape(),
                        none.r2(),
                        none.medianAbsoluteError(),
                        none.rmseStandardError())) {
            assertEquals(Status.INSUFFICIENT_DATA, figure.status());
        }
        assertEquals(Status.INSUFFICIENT_DATA, none.maeInterval(0.9).status());
    }

    @Test
    void oneRow_hasNoErrorAndNoR2() {
        RegressionErrors one = of(truth(2), 3);

        assertEquals(1, one.rmse().value());
        assertEquals(Status.DEGENERATE, one.r2().status());
        assertEquals(Status.INSUFFICIENT_DATA, one.maeStandardError().status());
        assertEquals(Status.INSUFFICIENT_DATA, one.rmseStandardError().status());
        assertEquals(Status.INSUFFICIENT_DATA, of(truth(2), 2).rmseStandardError().status());
        assertEquals(Status.DEGENERATE, of(truth(2, 3), 2, 3).rmseStandardError().status());
        assertEquals(1, of(truth(2, 3), 2, 3).r2().value());
    }

    /** 0.1 has no exact mean in binary; still a constant truth leaves nothing to explain. */
    @Test
    void constantTruth_hasNoR2_alsoMergedOfHalves() {
        double[] truth = new double[10];
        double[] predicted = new double[10];
        for (int i = 0; i < 10; i++) {
            truth[i] = 0.1;
            predicted[i] = i;
        }
        for (int cut = 0; cut <= 10; cut++) {
            RegressionErrors merged =
                    RegressionErrors.of(truth, predicted, 0, cut)
                            .merge(RegressionErrors.of(truth, predicted, cut, 10));
            assertEquals(Status.DEGENERATE, merged.r2().status(), "cut " + cut);
        }
        RegressionErrors two = of(truth(1, 1), 1, 1).merge(of(truth(2, 2), 2, 2));
        assertEquals(1, two.r2().value(), "two constants are not constant");
    }

    @Test
    void mape_leavesZerosOutAndSmapeDoesNot() {
        RegressionErrors errors = of(truth(0, -0.0, 4), 0, 1, 5);

        assertEquals(0.25, errors.mape().value());
        assertEquals(2, errors.mapeSkipped());
        assertEquals((0 + 2 + 2 / 9.0) / 3, errors.smape().value(), 1e-15);
        assertEquals(Status.DEGENERATE, of(truth(0, 0), 1, 2).mape().status());
    }

    /** What does not fit into a double is an error, never left out of a mean. */
    @Test
    void overflow_isAnError() {
        RegressionErrors squares = of(truth(0, 1), 1e200, 1);
        assertEquals(5e199, squares.mae().value(), 1e185);
        assertEquals(Status.ERROR, squares.rmse().status());
        assertEquals(Status.ERROR, squares.r2().status());
        assertEquals(Status.ERROR, squares.rmseInterval(0.9).status());
        RegressionErrors errors = of(truth(-1.7e308, 0), 1.7e308, 1);
        assertEquals(Status.ERROR, errors.mae().status());
        assertEquals(Status.ERROR, errors.maeStandardError().status());
        assertEquals(Status.ERROR, errors.meanError().status());
        assertEquals(Status.ERROR, errors.meanErrorStandardError().status());
        assertEquals(2, errors.smape().value());
        assertEquals(2, errors.n());
        assertEquals(Status.ERROR, of(truth(1e-300, 1), 1e300, 2).mape().status());
    }

    /** Law: parts merged in any order and grouping are the whole. */
    @Test
    void merge_ofPartsIsTheWhole() {
        long seed = 20268;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            int n = random.nextInt(3, 200);
            double[] actual = random.doubles(n).map(u -> Math.rint(u * 9) - 3).toArray();
            double[] predicted = random.doubles(n).map(u -> u * 9 - 3).toArray();
            actual[random.nextInt(n)] = Double.NaN;
            int first = random.nextInt(n + 1);
            int second = random.nextInt(first, n + 1);
            RegressionErrors whole = RegressionErrors.of(actual, predicted, 0, n);
            RegressionErrors a = RegressionErrors.of(actual, predicted, 0, first);
            RegressionErrors b = RegressionErrors.of(actual, predicted, first, second);
            RegressionErrors c = RegressionErrors.of(actual, predicted, second, n);
            String which = "seed " + seed + " round " + round;
            for (RegressionErrors each :
                    List.of(
                            a.merge(b).merge(c),
                            c.merge(b.merge(a)),
                            RegressionErrors.EMPTY.merge(b).merge(c.merge(a)))) {
                assertEquals(n - 1, each.n(), which);
                assertEquals(1, each.skipped(), which);
                assertEquals(whole.mapeSkipped(), each.mapeSkipped(), which);
                close(whole.mae(), each.mae(), which);
                close(whole.rmse(), each.rmse(), which);
                close(whole.meanError(), each.meanError(), which);
                close(whole.mape(), each.mape(), which);
                close(whole.smape(), each.smape(), which);
                close(whole.r2(), each.r2(), which);
                assertEquals(whole.medianAbsoluteError(), each.medianAbsoluteError(), which);
                close(whole.maeStandardError(), each.maeStandardError(), which);
            }
        }
    }

    private static void close(Figure expected, Figure actual, String which) {
        assertEquals(expected.status(), actual.status(), which);
        assertEquals(expected.orElse(0), actual.orElse(0), 1e-11, which);
    }

    @Test
    void compact_losesOnlyTheMedian() {
        double[] actual = new SplittableRandom(8).doubles(1000).toArray();
        RegressionErrors errors = RegressionErrors.of(actual, new double[1000], 0, 1000);

        RegressionErrors compact = errors.compact(50);

        assertEquals(errors.mae(), compact.mae());
        assertEquals(errors.r2(), compact.r2());
        assertEquals(1000, compact.n());
        assertEquals(
                errors.medianAbsoluteError().value(), compact.medianAbsoluteError().value(), 0.03);
    }

    /** The delta method against the spread of repeated samples. */
    @Test
    void standardErrors_areTheSpreadOfRepeatedSamples() {
        SplittableRandom random = new SplittableRandom(20267);
        int repeats = 2000;
        double[] rmse = new double[repeats];
        double[] mae = new double[repeats];
        double statedRmse = 0;
        double statedMae = 0;
        for (int i = 0; i < repeats; i++) {
            double[] predicted = random.doubles(200).map(u -> Math.log(u / (1 - u))).toArray();
            RegressionErrors errors = RegressionErrors.of(new double[200], predicted, 0, 200);
            rmse[i] = errors.rmse().value();
            mae[i] = errors.mae().value();
            statedRmse += errors.rmseStandardError().value() / repeats;
            statedMae += errors.maeStandardError().value() / repeats;
        }

        assertEquals(spread(rmse), statedRmse, 0.06 * statedRmse);
        assertEquals(spread(mae), statedMae, 0.06 * statedMae);
    }

    private static double spread(double[] values) {
        return Moments.of(values).std().value();
    }
}
