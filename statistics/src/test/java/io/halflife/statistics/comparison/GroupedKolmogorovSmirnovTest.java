// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import org.junit.jupiter.api.Test;

/** Tables against reference figures are tested beside {@link KolmogorovSmirnov}. */
class GroupedKolmogorovSmirnovTest {

    private static KolmogorovSmirnov.Result compare(
            double[] values, long[] counts, double[] others, long[] otherCounts) {
        return GroupedKolmogorovSmirnov.compare(values, counts, others, otherCounts);
    }

    /** ⅓ at or below 1 against ½: D = 1/6 there, and G above F. */
    @Test
    void compare_tellsWhereAndWhichWay() {
        KolmogorovSmirnov.Result result =
                compare(
                        new double[] {1, 2},
                        new long[] {Long.MAX_VALUE / 2, Long.MAX_VALUE - 1},
                        new double[] {1, 2},
                        new long[] {7, 7});

        assertEquals(1 / 6.0, result.d().value(), 1e-15);
        assertEquals(1, result.location().value());
        assertEquals(-1, result.sign());
    }

    @Test
    void compare_ofEqualTablesIsNoDistance() {
        KolmogorovSmirnov.Result result =
                compare(
                        new double[] {Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY},
                        new long[] {1, 0, 3},
                        new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY},
                        new long[] {2, 6});

        assertEquals(0, result.d().value());
        assertEquals(1, result.p().value());
        assertEquals(0, result.sign());
        assertEquals(Double.NEGATIVE_INFINITY, result.location().value());
    }

    @Test
    void compare_ofTablesApartIsOne() {
        KolmogorovSmirnov.Result result =
                compare(new double[] {1}, new long[] {5}, new double[] {2}, new long[] {9});

        assertEquals(1, result.d().value());
        assertEquals(1, result.location().value());
        assertEquals(1, result.sign());
    }

    @Test
    void compare_ofNothingIsUndefined() {
        Figure none = Figure.undefined(Status.INSUFFICIENT_DATA);
        assertEquals(
                none,
                compare(new double[] {1}, new long[] {0}, new double[] {1}, new long[] {1}).p());
        assertEquals(
                none, compare(new double[] {1}, new long[] {1}, new double[0], new long[0]).d());
    }

    @Test
    void compare_refusesWhatIsNoTable() {
        refused("reference: 1 values have 2 counts", new double[] {1}, new long[] {1, 2});
        refused("reference: count 1 is -1, not 0 or more", new double[] {1, 2}, new long[] {1, -1});
        refused(
                "reference: value 1 is 1.0, not above the one before",
                new double[] {1, 1},
                new long[] {1, 1});
        refused(
                "reference: value 0 is NaN, not above the one before",
                new double[] {Double.NaN},
                new long[] {1});
    }

    private static void refused(String message, double[] values, long[] counts) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> compare(values, counts, new double[] {1}, new long[] {1}))
                        .getMessage());
    }
}
