// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import org.junit.jupiter.api.Test;

class PageHinkleyTest {

    /** By hand, δ = 0.25, λ = 1, α = 1: s is 0, 0.25, 0.833…, 1.333… */
    @Test
    void sum_growsByWhatExceedsTheMean() {
        PageHinkley detector = PageHinkley.of(0.25, 1, 1, 1);

        assertEquals(Change.NONE, detector.add(0));
        assertEquals(0, detector.sum());
        assertEquals(Change.NONE, detector.add(1));
        assertEquals(0.25, detector.sum());
        assertEquals(Change.NONE, detector.add(Double.NaN));
        assertEquals(2, detector.seen());
        assertEquals(Change.NONE, detector.add(1.25));
        assertEquals(0.75, detector.mean().value());
        assertEquals(0.5, detector.sum());
        assertEquals(Change.NONE, detector.add(1.75));
        assertEquals(1, detector.mean().value());
        assertEquals(1, detector.sum(), "at lambda, not above");
        assertEquals(Change.UP, detector.add(2));
        assertEquals(0, detector.seen());
        assertEquals(0, detector.sum());
        assertEquals(Figure.undefined(Status.INSUFFICIENT_DATA), detector.mean());
    }

    @Test
    void sum_isHeldAtZeroAndForgetsByAlpha() {
        PageHinkley detector = PageHinkley.of(0, 100, 0.5, 1);
        detector.add(4);
        detector.add(0);
        assertEquals(0, detector.sum(), "held at 0");
        detector.add(8);
        assertEquals(4, detector.sum());
        detector.add(4);
        assertEquals(0.5 * 4 + 0, detector.sum(), "the mean is 4");
    }

    @Test
    void alarm_waitsForTheMinimum() {
        PageHinkley detector = PageHinkley.of(0, 0.1, 1, 4);
        detector.add(0);
        detector.add(1);
        assertEquals(Change.NONE, detector.add(1));
        assertEquals(Change.UP, detector.add(1));
    }

    @Test
    void defaults_areThoseOfTheTable() {
        PageHinkley named = PageHinkley.of(0.005, 50, 0.9999, 30);
        PageHinkley defaults = PageHinkley.withDefaults();
        for (int i = 0; i < 500; i++) {
            double value = i < 200 ? 0 : 1;
            assertEquals(named.add(value), defaults.add(value));
        }
        assertEquals(named.sum(), defaults.sum());
    }

    @Test
    void input_isChecked() {
        refused(-1e-9, 50, 1, 30);
        refused(Double.NaN, 50, 1, 30);
        refused(Double.POSITIVE_INFINITY, 50, 1, 30);
        refused(0, 0, 1, 30);
        refused(0, Double.POSITIVE_INFINITY, 1, 30);
        refused(0, 50, 0, 30);
        refused(0, 50, Math.nextUp(1.0), 30);
        refused(0, 50, 1, 0);
        PageHinkley detector = PageHinkley.of(0, Double.MIN_VALUE, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> detector.add(Double.NEGATIVE_INFINITY));
    }

    private static void refused(double delta, double lambda, double alpha, int valuesMin) {
        assertThrows(
                IllegalArgumentException.class,
                () -> PageHinkley.of(delta, lambda, alpha, valuesMin));
    }

    /** As large as values may be, neither mean nor sum is lost. */
    @Test
    void mean_staysANumberAtTheEdgeOfTheRange() {
        PageHinkley detector = PageHinkley.of(0, 50, 1, 1000);
        for (int i = 0; i < 500; i++) {
            detector.add(i % 2 == 0 ? -1e290 : 1e290);
        }
        assertEquals(0, detector.mean().value(), 1e276);
        for (double wrong : new double[] {Double.MAX_VALUE, -Math.nextUp(1e290)}) {
            assertThrows(IllegalArgumentException.class, () -> detector.add(wrong));
        }
        assertEquals(500, detector.seen());
    }
}
