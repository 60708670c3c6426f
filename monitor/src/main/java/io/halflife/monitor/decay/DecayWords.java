// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static io.halflife.monitor.figures.Figures.count;
import static io.halflife.monitor.figures.Figures.number;

import io.halflife.statistics.decay.ExponentialFit;
import java.util.Arrays;

/** Why a fit may not be used, in words. */
final class DecayWords {

    private DecayWords() {}

    static String poor(ExponentialFit fit) {
        return "the "
                + count(fit.windows(), "window")
                + " scatter "
                + number(fit.dispersion())
                + " times as much as their labels explain, more than "
                + number(ExponentialFit.DISPERSION_POOR)
                + ": a step, a late onset or a season, and no steady decay";
    }

    static String refusal(ExponentialFit fit, DecaySeries series) {
        return fit.status() == ExponentialFit.Status.INSUFFICIENT_DATA
                ? count(fit.windows(), "mature window")
                        + " with labels, at least "
                        + ExponentialFit.WINDOWS_MIN
                        + " at different times are needed"
                : degenerate(fit, series);
    }

    private static String degenerate(ExponentialFit fit, DecaySeries series) {
        String windows = " in " + count(fit.windows(), "window");
        if (series.isProportion()) {
            long trials = Arrays.stream(series.trials()).sum();
            long successes = Arrays.stream(series.successes()).sum();
            if (successes == trials || successes == 0) {
                return (successes == 0 ? "none" : "all")
                        + " of "
                        + count(trials, "label")
                        + " count for it"
                        + windows
                        + ", which has no best curve";
            }
        }
        double mean = Arrays.stream(series.values()).average().orElse(Double.NaN);
        return "no exponential above the floor "
                + number(fit.floor())
                + " fits best; the mean is "
                + number(mean)
                + windows;
    }
}
