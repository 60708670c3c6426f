// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The delta method against slopes taken by moving one cell at a time. */
class ClassAverageTest {

    private static final List<String> CLASSES = List.of("a", "b", "c");
    private static final long STEP = 1_000;

    private static long[][] cells() {
        return new long[][] {
            {4_000_000, 1_000_000, 500_000}, {700_000, 2_000_000, 0}, {900_000, 100_000, 1_500_000}
        };
    }

    @ParameterizedTest
    @EnumSource
    void macroError_isThatOfTheSlopes(ClassRatio ratio) {
        check(table -> table.macro(ratio));
    }

    @ParameterizedTest
    @EnumSource
    void weightedError_isThatOfTheSlopes(ClassRatio ratio) {
        check(table -> table.weighted(ratio));
    }

    /** √(Σ c·g² − (Σ c·g)²/n), g the change of the average per row more in a cell of c rows. */
    private static void check(Function<ConfusionTable, ClassAverage> average) {
        long[][] cells = cells();
        double squares = 0;
        double sum = 0;
        double n = 0;
        for (int i = 0; i < cells.length; i++) {
            for (int j = 0; j < cells.length; j++) {
                double rows = cells[i][j];
                double slope = rows == 0 ? 0 : slope(average, i, j);
                squares += rows * slope * slope;
                sum += rows * slope;
                n += rows;
            }
        }
        double expected = Math.sqrt(squares - sum * sum / n);

        ClassAverage actual = average.apply(ConfusionTable.of(CLASSES, cells));

        assertTrue(expected > 1e-5, "a spread to compare with: " + expected);
        assertEquals(expected, actual.standardError().value(), 1e-6 * expected);
        assertTrue(actual.interval(0.95).contains(actual.value().value()));
    }

    private static double slope(Function<ConfusionTable, ClassAverage> average, int i, int j) {
        long[][] more = cells();
        long[][] fewer = cells();
        more[i][j] += STEP;
        fewer[i][j] -= STEP;
        double above = average.apply(ConfusionTable.of(CLASSES, more)).value().value();
        double below = average.apply(ConfusionTable.of(CLASSES, fewer)).value().value();
        return (above - below) / (2 * STEP);
    }
}
