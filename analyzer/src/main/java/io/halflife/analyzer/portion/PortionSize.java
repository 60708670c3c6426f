// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.portion;

import io.halflife.storage.analysis.TouchedWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How much of a run is read and written at a time: what comes back from reading is in memory, and
 * what is written is one transaction. A day of hourly windows is far below, years of them are not.
 *
 * @param columnsMax columns of windows: each has a row of figures and ten or so of tests. A column
 *     counts once for the window, once for each segment and once for each comparison beside
 * @param valuesMax distinct values that their profiles may keep, of 16 bytes each, those of the
 *     segments among them
 */
public record PortionSize(long columnsMax, long valuesMax) {

    /** About 100 MB of profiles and as much of tests. */
    public static final PortionSize DEFAULT = new PortionSize(10_000, 6_000_000);

    public PortionSize {
        if (columnsMax < 1 || valuesMax < 1) {
            throw new IllegalArgumentException(
                    "not above 0: columns " + columnsMax + ", values " + valuesMax);
        }
    }

    /**
     * Cuts windows, oldest first, into portions that are as large as they may be. A window that is
     * too large for any is a portion of its own.
     *
     * @param shareOf how much of a window comes back at most
     * @return at least one portion; of no windows an empty one
     */
    public List<List<TouchedWindow>> cut(
            List<TouchedWindow> windows, Function<TouchedWindow, Share> shareOf) {
        List<List<TouchedWindow>> portions = new ArrayList<>();
        int from = 0;
        Share share = Share.NONE;
        for (int i = 0; i < windows.size(); i++) {
            Share window = shareOf.apply(windows.get(i));
            if (i > from && !fits(share.plus(window))) {
                portions.add(List.copyOf(windows.subList(from, i)));
                from = i;
                share = Share.NONE;
            }
            share = share.plus(window);
        }
        portions.add(List.copyOf(windows.subList(from, windows.size())));
        return portions;
    }

    public boolean fits(Share share) {
        return share.columns <= columnsMax && share.values <= valuesMax;
    }

    /** How large something is, in columns of windows and in values that are kept of them. */
    public record Share(long columns, long values) {

        public static final Share NONE = new Share(0, 0);

        /** That of all of them. */
        public static Share of(
                List<TouchedWindow> windows, Function<TouchedWindow, Share> shareOf) {
            return windows.stream().map(shareOf).reduce(NONE, Share::plus);
        }

        public Share plus(Share other) {
            return new Share(columns + other.columns, values + other.values);
        }
    }
}
