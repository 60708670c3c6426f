// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.figures.Figures;
import io.halflife.statistics.quality.Finding;
import io.halflife.statistics.quality.OutOfRange;

/**
 * Whether more values lie outside the reference's range than one in a thousand. Statistic: their
 * share. Made only where a value lies outside.
 */
final class OutOfRangeTest implements DriftTest {

    @Override
    public String name() {
        return "out_of_range";
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return comparison.isNumeric() && found(comparison).outside() > 0;
    }

    private static OutOfRange.Result found(Comparison comparison) {
        return OutOfRange.compare(comparison.referenceValues(), comparison.currentValues());
    }

    @Override
    public TestResult compare(Comparison comparison) {
        OutOfRange.Result found = found(comparison);
        return new TestFigures(comparison, name())
                .statistic(found.share())
                .detail("rows", found.outside())
                .detail("share_least", found.lower())
                .detail("reference_min", comparison.referenceValues().min())
                .detail("reference_max", comparison.referenceValues().max())
                .reason(words(found, comparison))
                .detected(found.finding() == Finding.FLAGGED)
                .result();
    }

    private static String words(OutOfRange.Result found, Comparison comparison) {
        return Figures.count(found.outside(), "value")
                + " of "
                + Figures.count(comparison.current().n())
                + " outside the reference's "
                + Figures.number(comparison.referenceValues().min().value())
                + " to "
                + Figures.number(comparison.referenceValues().max().value());
    }
}
