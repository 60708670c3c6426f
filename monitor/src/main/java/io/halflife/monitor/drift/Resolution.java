// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static io.halflife.monitor.figures.Figures.number;

/**
 * How finely a reference or a window is known that is not exact: a profile that was declared, or
 * merged from stored windows. The p-value is that of the distance less the rank errors already;
 * what the effect certainly reaches stands beside the effect, in the test's detail.
 */
final class Resolution {

    /** The sum of both rank errors: so far may D be off. */
    static final String RANK_ERROR = "rank_error";

    /** What the effect reaches whatever the samples were, within their rank errors. */
    static final String EFFECT_LEAST = "effect_least";

    private Resolution() {}

    /** What the effect certainly reaches: the effect itself where everything is exact. */
    static double effectLeast(TestResult test) {
        return test.detail().getOrDefault(EFFECT_LEAST, test.effect());
    }

    /** Whether the effect reaches the floor, but need not. */
    static boolean hides(TestResult test, double floor) {
        return test.effect() >= floor && effectLeast(test) < floor;
    }

    static String words(TestResult test, double floor) {
        return "the effect "
                + number(test.effect())
                + " reaches the floor "
                + number(floor)
                + ", but only "
                + number(effectLeast(test))
                + " of it is certain: the reference or the window is known to "
                + number(test.detail().get(RANK_ERROR))
                + " only";
    }
}
