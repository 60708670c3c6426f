// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.proportion.Wilson;
import java.io.Serializable;

/**
 * The share of rows that do not match the model's signature: unknown or missing columns, values of
 * another type, null where none may be.
 *
 * <p>k of n rows fail: share k/n with its 95 % interval of {@link Wilson}. No rows: the share is
 * undefined, INSUFFICIENT_DATA, and the interval [0, 1]. No level of its own: every failing row is
 * an error of the sender. Error and source: see {@link Wilson}.
 *
 * @param failing k
 * @param rows n
 * @param share k/n
 * @param interval of the share, 95 %
 */
public record FailingRows(long failing, long rows, Figure share, Interval interval)
        implements Serializable {

    private static final double CONFIDENCE = 0.95;

    /**
     * The share of failing rows.
     *
     * @param failing 0 to rows
     * @throws IllegalArgumentException for anything else
     */
    public static FailingRows of(long failing, long rows) {
        Interval interval = Wilson.interval(failing, rows, CONFIDENCE);
        Figure share =
                rows == 0
                        ? Figure.undefined(Status.INSUFFICIENT_DATA)
                        : Figure.ratio((double) failing, (double) rows);
        return new FailingRows(failing, rows, share, interval);
    }
}
