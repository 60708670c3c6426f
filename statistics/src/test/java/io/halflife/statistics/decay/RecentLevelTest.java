// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
