// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Whether a column has far more, or far fewer, different values than it ever had in the reference.
 *
 * <p>With l and u the smallest and the largest number of different values in the reference's own
 * windows: flagged outside [l/2, 2u]. A rule of size, not a test: the number of different values
 * depends on the number of rows, so the windows must be of the length that is monitored; what is
 * flagged is a constant column, a broken join, identifiers where names were.
 *
 * <p>Windows without values have 0 and do not count; none left, or no values in the current window:
 * INCONCLUSIVE. Counts may be estimates of {@link DistinctCount}, whose error of 0.8 % is small
 * beside a factor of 2.
 *
 * <p>Source: none; the rule is ours.
 *
 * @param current different values in the window
 * @param expected [l/2, 2u]; undefined without windows that hold values
 * @param finding whether the window is outside
 */
public record Cardinality(double current, Interval expected, Finding finding)
        implements Serializable {

    private static final double FACTOR = 2;

    /** No table has more rows. */
    private static final double COUNT_MAX = 0x1p63;

    /**
     * Compares a window with the reference's own windows.
     *
     * @param ownWindows different values in each, in [0, 2⁶³]; not kept
     * @param current different values in the window, in [0, 2⁶³]
     * @throws IllegalArgumentException for anything else
     */
    public static Cardinality compare(double[] ownWindows, double current) {
        for (double window : ownWindows) {
            check("a window of the reference", window);
        }
        check("current", current);
        double[] filled = Arrays.stream(ownWindows).filter(window -> window > 0).toArray();
        if (filled.length == 0) {
            return new Cardinality(
                    current, Interval.undefined(Status.INSUFFICIENT_DATA), Finding.INCONCLUSIVE);
        }
        Arrays.sort(filled);
        Interval expected = Interval.of(filled[0] / FACTOR, filled[filled.length - 1] * FACTOR);
        return new Cardinality(
                current,
                expected,
                current == 0 ? Finding.INCONCLUSIVE : Finding.of(!expected.contains(current)));
    }

    private static void check(String name, double count) {
        if (!(count >= 0 && count <= COUNT_MAX)) {
            throw new IllegalArgumentException(name + " must be in [0, 2^63], not " + count);
        }
    }
}
