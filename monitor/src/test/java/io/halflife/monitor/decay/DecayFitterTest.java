// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.figure.Status;
import org.junit.jupiter.api.Test;

class DecayFitterTest {

    @Test
    void everyStatusOfAFitThatFailed_hasOneThatIsReported() {
        assertEquals(
                DecayFit.Status.INSUFFICIENT_DATA, DecayFitter.refused(Status.INSUFFICIENT_DATA));
        assertEquals(DecayFit.Status.DEGENERATE, DecayFitter.refused(Status.DEGENERATE));
        assertEquals(DecayFit.Status.DEGENERATE, DecayFitter.refused(Status.ERROR));
        assertThrows(IllegalArgumentException.class, () -> DecayFitter.refused(Status.OK));
    }
}
