// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.statistics.figure.Status;
import org.junit.jupiter.api.Test;

/** Errors whose squares a double cannot hold. */
class LostErrorsTest {

    private static RegressionErrors of(double[] actual, double[] predicted) {
        return RegressionErrors.of(actual, predicted, 0, actual.length);
    }

    @Test
    void tinyErrors_haveNoSquaresButMeans() {
        RegressionErrors tiny =
                of(new double[] {1e-200, 2e-200, 3e-200}, new double[] {2e-200, 4e-200, 3e-200});

        assertEquals(1e-200, tiny.mae().value(), 1e-214);
        for (RegressionErrors errors : new RegressionErrors[] {tiny, tiny.merge(tiny)}) {
            assertEquals(Status.ERROR, errors.rmse().status());
            assertEquals(Status.ERROR, errors.rmseStandardError().status());
            assertEquals(Status.ERROR, errors.rmseInterval(0.9).status());
            assertEquals(Status.ERROR, errors.r2().status());
            assertEquals(Status.ERROR, errors.maeStandardError().status());
        }
    }

    @Test
    void tinyErrorBesideALargeOne_isLostInTheSumOnly() {
        RegressionErrors errors = of(new double[] {0, 0}, new double[] {1e-200, 2});

        assertEquals(Math.sqrt(2), errors.rmse().value(), 1e-15);
    }

    @Test
    void noErrors_stayZero() {
        RegressionErrors none = of(new double[] {1, 2}, new double[] {1, 2});

        assertEquals(0, none.rmse().value());
        assertEquals(1, none.r2().value());
        assertEquals(Status.DEGENERATE, none.rmseStandardError().status());
    }

    @Test
    void median_ofErrorsThatOverflowIsAnError() {
        double big = Double.MAX_VALUE;
        RegressionErrors errors = of(new double[] {-big, -big, 1}, new double[] {big, big, 1});

        assertEquals(Status.ERROR, errors.medianAbsoluteError().status());
        assertEquals(Status.ERROR, errors.mae().status());
        assertEquals(Status.ERROR, errors.rmse().status());
    }
}
