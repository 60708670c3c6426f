// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.monitor.outline.HistogramPair;
import io.halflife.monitor.outline.HistogramPair.Bar;
import io.halflife.monitor.outline.HistogramPair.Kind;
import java.util.List;

/**
 * Reference against window, the size of a word, as paths of an SVG that is {@link #width} × {@link
 * #HEIGHT}: the row it stands in carries the figures.
 *
 * @param width one per bar
 * @param reference filled
 * @param window the line
 */
public record SmallHistogram(int width, String reference, String window) {

    public static final int HEIGHT = 40;

    /** Bars of a small histogram. */
    static final int BARS_MAX = 24;

    static final SmallHistogram NONE = new SmallHistogram(0, "", "");

    static SmallHistogram of(HistogramPair pair) {
        if (pair.shareMax() == 0) {
            return NONE;
        }
        boolean bins = pair.kind() == Kind.BINS;
        return new SmallHistogram(
                pair.bars().size(),
                bins ? filledSteps(pair) : filledBars(pair),
                bins ? steps(pair) : ticks(pair));
    }

    public boolean isEmpty() {
        return width == 0;
    }

    private static String filledSteps(HistogramPair pair) {
        StringBuilder path = new StringBuilder("M0 " + HEIGHT);
        for (Bar bar : pair.bars()) {
            path.append('V').append(height(pair, bar.reference())).append("h1");
        }
        return path.append('V').append(HEIGHT).append('z').toString();
    }

    private static String steps(HistogramPair pair) {
        List<Bar> bars = pair.bars();
        StringBuilder path = new StringBuilder("M0 ");
        path.append(height(pair, bars.get(0).window())).append("h1");
        for (Bar bar : bars.subList(1, bars.size())) {
            path.append('V').append(height(pair, bar.window())).append("h1");
        }
        return path.toString();
    }

    /** Names and single numbers stand apart from each other. */
    private static String filledBars(HistogramPair pair) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < pair.bars().size(); i++) {
            path.append('M').append(i).append(".1 ").append(HEIGHT);
            path.append('V').append(height(pair, pair.bars().get(i).reference()));
            path.append("h.8V").append(HEIGHT).append('z');
        }
        return path.toString();
    }

    private static String ticks(HistogramPair pair) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < pair.bars().size(); i++) {
            path.append('M').append(i).append(' ');
            path.append(height(pair, pair.bars().get(i).window())).append("h1");
        }
        return path.toString();
    }

    private static long height(HistogramPair pair, double share) {
        return Math.round((HEIGHT - 1) * (1 - share / pair.shareMax())) + (share > 0 ? 0 : 1);
    }
}
