// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {

    private static Figure of(double[] positive, double... negative) {
        return AveragePrecision.of(
                new ScoreTable(
                        EmpiricalDistribution.of(positive), EmpiricalDistribution.of(negative)));
    }

    private static double[] at(double... values) {
        return values;
    }

    /** sklearn 1.2.1: average_precision_score([0, 0, 1, 1], [.1, .4, .35, .8]) = 0.8333... */
    @Test
    void of_stepsDownTheScores() {
        assertEquals((1 + 2 / 3.0) / 2, of(at(0.35, 0.8), 0.1, 0.4).value(), 1e-15);
    }

    @Test
    void of_tiedScoresAreOneStep() {
        assertEquals(0.6, of(at(1, 1, 1), 1, 1).value(), 1e-15);
        assertEquals((0.5 + 2 / 3.0) / 2, of(at(1, 2), 2).value(), 1e-15);
    }

    @Test
    void of_edges() {
        assertEquals(Status.INSUFFICIENT_DATA, of(at()).status());
        assertEquals(Status.INSUFFICIENT_DATA, of(at(), 1, 2).status());
        assertEquals(1, of(at(1, 2)).value());
        assertEquals(1, of(at(Double.POSITIVE_INFINITY), Double.NEGATIVE_INFINITY).value());
        assertEquals(0.5, of(at(1), 2).value());
    }
}
