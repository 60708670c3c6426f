// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.figures.Figures;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.quality.ExpectedDistinct;

/**
 * Whether a column has less than half, or more than twice, as many different values as so many rows
 * of the reference would have: a constant column, a broken join, identifiers where names were.
 * Statistic: how many it has. Made only where that is so, with thirty values and an exact
 * reference.
 */
final class CardinalityTest implements DriftTest {

    /** With fewer values a count of different ones says nothing. */
    private static final long VALUES_MIN = 30;

    @Override
    public String name() {
        return "cardinality";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        if (comparison.isLabel()
                || comparison.current().n() < VALUES_MIN
                || comparison.rankError() > 0
                || !isWhole(comparison)) {
            return false;
        }
        Interval expected = expected(comparison);
        return expected.isDefined() && !expected.contains(distinct(comparison));
    }

    /** Whether every name was counted under its own. */
    private static boolean isWhole(Comparison comparison) {
        return comparison.isNumeric()
                || (comparison.referenceCategories().rest() == 0
                        && comparison.currentCategories().rest() == 0);
    }

    @Override
    public TestResult compare(Comparison comparison) {
        Interval expected = expected(comparison);
        return new TestFigures(comparison, name())
                .statistic(Figure.of(distinct(comparison)))
                .detail("least", expected.lower())
                .detail("most", expected.upper())
                .reason(
                        Figures.count(Math.round(distinct(comparison)), "different value")
                                + " in "
                                + Figures.count(comparison.current().n())
                                + ", where the reference lets expect "
                                + Figures.number(expected.low())
                                + " to "
                                + Figures.number(expected.high()))
                .detected(true)
                .result();
    }

    private static double distinct(Comparison comparison) {
        return comparison.isNumeric()
                ? comparison.currentValues().distinct()
                : comparison.currentCategories().distinct();
    }

    private static Interval expected(Comparison comparison) {
        long rows = comparison.current().n();
        return comparison.isNumeric()
                ? ExpectedDistinct.range(comparison.referenceValues(), rows)
                : ExpectedDistinct.range(comparison.referenceCategories(), rows);
    }
}
