// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.portion;

import io.halflife.storage.analysis.TouchedWindow;

/**
 * How much comes back of a window at most. Every key divides all rows, so no window has more values
 * in its segments than rows times keys.
 *
 * @param keys that divide the rows; 0 where nothing does
 * @param segments of all keys together
 * @param besides further comparisons of each column
 * @param pointsMax values that a column of a window keeps
 * @param segmentPointsMax values that a column of a segment keeps
 */
public record WindowShare(
        int keys, int segments, int besides, int pointsMax, int segmentPointsMax) {

    public WindowShare {
        if (keys < 0 || segments < 0 || besides < 0 || pointsMax < 1 || segmentPointsMax < 1) {
            throw new IllegalArgumentException(
                    "below 0, or no points: keys "
                            + keys
                            + ", segments "
                            + segments
                            + ", besides "
                            + besides
                            + ", points "
                            + pointsMax
                            + " and "
                            + segmentPointsMax);
        }
    }

    /**
     * Of a window of which so many columns are read.
     *
     * @param columns at least 1
     */
    public PortionSize.Share of(TouchedWindow window, int columns) {
        long whole = Math.min(window.rows(), pointsMax);
        long divided =
                Math.min(
                        window.rows() * keys,
                        (long) segments * Math.min(pointsMax, segmentPointsMax));
        return new PortionSize.Share(
                columns * (1L + segments + besides), columns * (whole + divided));
    }
}
