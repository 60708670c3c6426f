// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static io.halflife.monitor.figures.Figures.count;
import static io.halflife.monitor.figures.Figures.number;

import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.statistics.decay.ExponentialFit;
import io.halflife.statistics.decay.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Why a fit may not be used, in words. */
final class DecayWords {

    private DecayWords() {}

    static String poor(ExponentialFit fit) {
        return "the "
                + count(fit.windows(), "window")
                + " scatter "
                + number(fit.dispersion().value())
                + " times as much as their labels explain, more than "
                + number(ExponentialFit.DISPERSION_POOR)
                + ": a step, a late onset or a season, and no steady decay";
    }

    /** Which windows stayed out, before what else there is to say. */
    static String broken(List<PerformanceValue> windows, String reason) {
        String labels =
                windows.stream().map(PerformanceValue::label).collect(Collectors.joining(", "));
        return "left out as broken, far off the curve of the others: "
                + labels
                + (reason.isEmpty() ? "" : "; " + reason);
    }

    /** Why there is no fit; there must be none. */
    static String refusal(ExponentialFit fit, DecaySeries series) {
        Refusal why = fit.refusal().orElseThrow();
        return switch (why.reason()) {
            case WINDOWS ->
                    count(why.found(), "mature window")
                            + " with labels, at least "
                            + why.needed()
                            + " at different times are needed";
            case DISTINCT_TIMES ->
                    count(fit.windows(), "mature window")
                            + " with labels at "
                            + count(why.found(), "different time")
                            + ", at least "
                            + why.needed()
                            + " are needed";
            case ALL_RIGHT -> oneSided("all", fit, series);
            case NONE_RIGHT -> oneSided("none", fit, series);
            case NOT_ABOVE_FLOOR, NO_BEST_CURVE -> noCurve(fit, series);
            case SQUARES_LOST -> "the values are too large or too small to be squared";
        };
    }

    private static String oneSided(String which, ExponentialFit fit, DecaySeries series) {
        return which
                + " of "
                + count(Arrays.stream(series.trials()).sum(), "label")
                + " count for it in "
                + count(fit.windows(), "window")
                + ", which has no best curve";
    }

    private static String noCurve(ExponentialFit fit, DecaySeries series) {
        double mean = Arrays.stream(series.values()).average().orElse(Double.NaN);
        return "no exponential above the floor "
                + number(fit.floor())
                + " fits best; the mean is "
                + number(mean)
                + " in "
                + count(fit.windows(), "window");
    }
}
