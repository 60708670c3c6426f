// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputSpecTest {

    private static final OutputSpec BINARY =
            new OutputSpec(Task.BINARY_CLASSIFICATION, "bad", List.of("good", "bad"), 0.3);
    private static final OutputSpec MULTICLASS =
            new OutputSpec(Task.MULTICLASS_CLASSIFICATION, "", List.of("cat", "dog", "eel"), 0.5);

    @Test
    void predictedClass_whatWasSentWins() {
        assertEquals("good", BINARY.predictedClass("good", 0.9));
        assertEquals("cat", MULTICLASS.predictedClass("cat", new double[] {0, 1, 0}));
    }

    @Test
    void predictedClass_scoreAtTheThresholdIsPositive() {
        assertEquals("bad", BINARY.predictedClass(null, 0.3));
        assertEquals("good", BINARY.predictedClass(null, Math.nextDown(0.3)));
    }

    @Test
    void predictedClass_nothingSent() {
        assertNull(BINARY.predictedClass(null, Double.NaN));
        assertNull(MULTICLASS.predictedClass(null, null));
        assertNull(MULTICLASS.predictedClass(null, new double[] {Double.NaN, Double.NaN}));
    }

    @Test
    void predictedClass_mostProbable() {
        assertEquals("dog", MULTICLASS.predictedClass(null, new double[] {Double.NaN, 0.5, 0.4}));
        assertEquals("cat", MULTICLASS.predictedClass(null, new double[] {0.5, 0.5, 0}));
    }

    @Test
    void predictedClass_otherClassWithoutAName() {
        OutputSpec unnamed = new OutputSpec(Task.BINARY_CLASSIFICATION, "bad", List.of(), 0.5);

        assertEquals("not bad", unnamed.predictedClass(null, 0.1));
    }
}
