// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
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
