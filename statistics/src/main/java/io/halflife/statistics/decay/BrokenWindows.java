// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Windows so far from the curve that something other than the model broke them: a label feed that
 * stopped, a day of wrong joins. One such window inflates the dispersion and hides a real decay.
 *
 * <p>With r the Pearson residuals of a fit of all windows (for least squares √w·r), φ_med =
 * (median|r|/0.6745)², the dispersion that most windows agree on: a window is suspect if |r|/√φ_med
 * &gt; {@value #LIMIT}. The most extreme of them are broken, at most {@value #PERCENT_MAX} % of the
 * windows, because what befalls more is no accident but a change. Missing residuals (NaN) are
 * windows that did not enter. No windows, or a median of 0 against which nothing can be held: none
 * is broken. Of equal residuals the earlier row goes first.
 *
 * <p>For a normal scatter without broken windows one in 1.7 million is suspect. The rule is exact
 * in what it compares; 0.6745 has four digits, so its limit is 1.5·10⁻⁵ of itself below {@value
 * #LIMIT} standard deviations.
 *
 * <p>Source: the median of |z|, 0.6745: Hampel 1974, doi:10.1080/01621459.1974.10482962.
 *
 * @param rows the broken windows by row, ascending
 * @param suspects how many windows were beyond the limit, broken or not
 */
public record BrokenWindows(List<Integer> rows, int suspects) {

    /** How many robust standard deviations from the curve are too far. */
    public static final double LIMIT = 5;

    /** How many of a hundred windows may be broken. */
    public static final int PERCENT_MAX = 10;

    /** None. */
    public static final BrokenWindows NONE = new BrokenWindows(List.of(), 0);

    private static final double MEDIAN_OF_NORMAL = 0.6745;

    public BrokenWindows {
        rows = List.copyOf(rows);
    }

    /** Those among these residuals; the array is not changed. */
    public static BrokenWindows among(double[] residuals) {
        int[] entered =
                IntStream.range(0, residuals.length)
                        .filter(i -> !Double.isNaN(residuals[i]))
                        .toArray();
        double[] sizes = Arrays.stream(entered).mapToDouble(i -> Math.abs(residuals[i])).toArray();
        double limit = LIMIT * Medians.of(sizes) / MEDIAN_OF_NORMAL;
        if (!(limit > 0)) {
            return NONE;
        }
        List<Integer> suspects =
                Arrays.stream(entered)
                        .filter(i -> Math.abs(residuals[i]) > limit)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -Math.abs(residuals[i])))
                        .toList();
        List<Integer> broken =
                suspects.stream()
                        .limit((long) entered.length * PERCENT_MAX / 100)
                        .sorted()
                        .toList();
        return new BrokenWindows(broken, suspects.size());
    }
}
