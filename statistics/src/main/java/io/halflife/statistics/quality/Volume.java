// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.Arrays;
import java.util.List;

/**
 * Whether far more or far fewer rows arrive than at the same hour in the reference, or none: volume
 * and freshness.
 *
 * <p>Of a window of n rows: ln(n/N), N the median of the rows in the reference's windows of the
 * same hour; the median, so that one outage in the reference does not hide the next. Flagged when
 * |ln ratio| &gt; ln 2, twice as many or half as many, in 2 of the last 3 windows: one late batch
 * is no outage.
 *
 * <p>No rows: −∞, the strongest sign that nothing arrives. N = 0: +∞ with rows, and undefined,
 * DEGENERATE, without. No windows of that hour in the reference: undefined, INSUFFICIENT_DATA.
 * Windows that are undefined do not count among the last three; fewer than 2 left: INCONCLUSIVE.
 * Exact but for one logarithm. A rule of size: no p-value, as rows do not arrive independently.
 *
 * <p>Source: none; the rule is ours.
 */
public final class Volume {

    private static final double LEVEL = Math.log(2);
    private static final int LOOK_BACK = 3;
    private static final int BEYOND_MIN = 2;

    private Volume() {}

    /**
     * ln(rows/median).
     *
     * @param rows of the window, at least 0
     * @param sameHour rows of the reference's windows of the same hour, each at least 0; not kept
     * @throws IllegalArgumentException for a negative count
     */
    public static Figure logRatio(long rows, long[] sameHour) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be at least 0, not " + rows);
        }
        Figure expected = expected(sameHour);
        if (!expected.isDefined()) {
            return expected;
        }
        return expected.value() == 0 && rows == 0
                ? Figure.undefined(Status.DEGENERATE)
                : Figure.of(Math.log(rows / expected.value()));
    }

    /**
     * The median of the rows of the reference's windows; INSUFFICIENT_DATA without any.
     *
     * @param sameHour rows of the reference's windows of the same hour, each at least 0; not kept
     * @throws IllegalArgumentException for a negative count
     */
    public static Figure expected(long[] sameHour) {
        for (long each : sameHour) {
            if (each < 0) {
                throw new IllegalArgumentException(
                        "rows of the reference must be at least 0, not " + each);
            }
        }
        return sameHour.length == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of(median(sameHour));
    }

    private static double median(long[] counts) {
        long[] sorted = counts.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : 0.5 * sorted[half - 1] + 0.5 * sorted[half];
    }

    /**
     * What the latest windows say.
     *
     * @param logRatios in time order, the latest last
     */
    public static Finding finding(List<Figure> logRatios) {
        double[] known =
                logRatios.stream().filter(Figure::isDefined).mapToDouble(Figure::value).toArray();
        if (known.length < BEYOND_MIN) {
            return Finding.INCONCLUSIVE;
        }
        long beyond =
                Arrays.stream(known, Math.max(0, known.length - LOOK_BACK), known.length)
                        .filter(ratio -> Math.abs(ratio) > LEVEL)
                        .count();
        return Finding.of(beyond >= BEYOND_MIN);
    }
}
