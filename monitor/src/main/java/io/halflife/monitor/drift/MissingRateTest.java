// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.proportion.TwoProportions;

/**
 * Whether more, or fewer, values are missing than in the reference. Statistic: share in the window
 * less share in the reference. Not for the label, which is missing because it is late.
 *
 * <p>Its p is a member of the window's family; only {@link DriftPolicy} says whether it is flagged.
 */
final class MissingRateTest implements DriftTest {

    static final String NAME = "missing_rate";

    private static final String MISSING_REFERENCE = "missing_reference";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isFor(Comparison comparison) {
        return !comparison.isLabel();
    }

    @Override
    public TestResult compare(Comparison comparison) {
        long missing = comparison.current().missing();
        long missingReference = comparison.reference().missing();
        TwoProportions.Result change =
                TwoProportions.compare(
                        missing,
                        missing + comparison.current().n(),
                        missingReference,
                        missingReference + comparison.reference().n());
        return new TestFigures(comparison, NAME)
                .statistic(change.difference())
                .p(change.p(), change.log10P())
                .detail("z", change.z())
                .detail("difference_low", change.interval().lower())
                .detail("difference_high", change.interval().upper())
                .detail(MISSING_REFERENCE, missingReference)
                .result();
    }

    /** Values of the window, missing or not. */
    static long rows(TestResult test) {
        return test.n() + test.missing();
    }

    static long rowsReference(TestResult test) {
        return test.nReference() + missingReference(test);
    }

    static double share(TestResult test) {
        return test.missing() / (double) rows(test);
    }

    static double shareReference(TestResult test) {
        return missingReference(test) / (double) rowsReference(test);
    }

    private static long missingReference(TestResult test) {
        return test.detail().get(MISSING_REFERENCE).longValue();
    }
}
