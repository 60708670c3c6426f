// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.CurveSpec;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.outline.EcdfPair;
import io.halflife.monitor.outline.EcdfPair.Step;
import io.halflife.monitor.outline.HistogramPair;
import io.halflife.monitor.outline.HistogramPair.Bar;
import io.halflife.monitor.outline.HistogramPair.Kind;
import io.halflife.monitor.outline.Outline;
import java.util.List;
import java.util.Optional;

/** The curves of a numeric column: cumulative shares with D where it occurs, and the histogram. */
final class ColumnCurves {

    private static final int BARS_MAX = 40;
    private static final String SHARES = "Cumulative shares";
    private static final String SHARES_SUBTITLE =
            "The share of values at or below each value: reference grey, window in colour.";

    private final Outline reference;
    private final Outline window;
    private final HistogramPair histogram;
    private final Optional<DriftResult> ks;

    /**
     * Curves of two numeric outlines.
     *
     * @param ks the test of this window, if it was made
     */
    ColumnCurves(Outline reference, Outline window, Optional<DriftResult> ks) {
        this.reference = reference;
        this.window = window;
        this.histogram = HistogramPair.of(reference, window, BARS_MAX);
        this.ks = ks;
    }

    List<Chart> charts() {
        Chart shares =
                EcdfPair.of(reference, window)
                        .filter(pair -> !pair.steps().isEmpty())
                        .map(this::shares)
                        .orElseGet(
                                () ->
                                        Chart.refused(
                                                SHARES,
                                                SHARES_SUBTITLE,
                                                "One side has no finite values."));
        return histogram.kind() == Kind.BINS ? List.of(shares, bins()) : List.of(shares);
    }

    /** Empty for numbers of which there are few: their shares say it better. */
    Optional<Chart> histogram() {
        return histogram.kind() == Kind.BINS ? Optional.of(bins()) : Optional.empty();
    }

    private Chart shares(EcdfPair pair) {
        Step farthest = farthest(pair);
        double low = low(pair);
        double high = high(pair);
        int decimals = Decimals.over(high - low);
        CurveSpec spec = new CurveSpec(low, high, decimals, false).atMost(1);
        Step before = pair.at(Math.nextDown(low));
        spec.add(low, before.reference(), before.window());
        pair.steps().stream()
                .filter(step -> step.x() >= low && step.x() <= high)
                .forEach(step -> spec.add(step.x(), step.reference(), step.window()));
        Step last = pair.at(high);
        spec.add(high, last.reference(), last.window());
        String d = "D " + Figures.number(distance(farthest), 3);
        spec.gap(
                farthest.x(),
                Math.min(farthest.reference(), farthest.window()),
                Math.max(farthest.reference(), farthest.window()),
                d);
        return new Chart(SHARES, subtitle(pair), sentence(farthest, d, decimals), spec.json(), "");
    }

    /** Where the stored test has D; without it, where these curves are farthest apart. */
    private Step farthest(EcdfPair pair) {
        return ks.map(test -> test.detail().get("location"))
                .filter(Double::isFinite)
                .map(pair::at)
                .orElseGet(pair::farthest);
    }

    private double distance(Step farthest) {
        return ks.map(DriftResult::statistic).orElse(farthest.distance());
    }

    private String subtitle(EcdfPair pair) {
        return pair.errorMax() == 0
                ? SHARES_SUBTITLE
                : SHARES_SUBTITLE
                        + " Drawn from at most "
                        + Outline.POINTS_MAX
                        + " points a side: each share is right to "
                        + Figures.number(
                                100 * Math.max(reference.rankErrorMax(), window.rankErrorMax()), 1)
                        + " points of percent.";
    }

    private String sentence(Step farthest, String d, int decimals) {
        return "At "
                + Figures.number(farthest.x(), decimals)
                + " the curves are farthest apart ("
                + d
                + "): "
                + percent(farthest.reference())
                + " of "
                + Figures.counted(reference.n(), "reference value")
                + " and "
                + percent(farthest.window())
                + " of "
                + Figures.counted(window.n(), "window value")
                + " are at or below it.";
    }

    /** The middle 99 % of either side, so that a few far values do not flatten the curves. */
    private double low(EcdfPair pair) {
        double first =
                histogram.kind() == Kind.BINS
                        ? histogram.bars().get(0).low()
                        : pair.steps().get(0).x();
        double low = Math.min(first, farthest(pair).x());
        return low < upper(pair) ? low : low - 0.5;
    }

    private double high(EcdfPair pair) {
        double high = Math.max(upper(pair), farthest(pair).x());
        return high > low(pair) ? high : high + 0.5;
    }

    private double upper(EcdfPair pair) {
        List<Bar> bars = histogram.bars();
        List<Step> steps = pair.steps();
        return histogram.kind() == Kind.BINS
                ? bars.get(bars.size() - 1).high()
                : steps.get(steps.size() - 1).x();
    }

    private Chart bins() {
        List<Bar> bars = histogram.bars();
        double low = bars.get(0).low();
        double high = bars.get(bars.size() - 1).high();
        CurveSpec spec = new CurveSpec(low, high, Decimals.over(high - low), true);
        bars.forEach(bar -> spec.add(bar.low(), bar.reference(), bar.window()));
        Bar last = bars.get(bars.size() - 1);
        spec.add(high, last.reference(), last.window());
        return new Chart(
                "Histogram",
                "The share of values in each of "
                        + bars.size()
                        + " bins: reference filled, window as a line."
                        + outside(),
                binsSentence(bars),
                spec.json(),
                "");
    }

    private String outside() {
        if (histogram.below().isNone() && histogram.above().isNone()) {
            return "";
        }
        return " Outside: "
                + percent(histogram.below().reference() + histogram.above().reference())
                + " of the reference, "
                + percent(histogram.below().window() + histogram.above().window())
                + " of the window.";
    }

    private String binsSentence(List<Bar> bars) {
        Bar moved = bars.get(0);
        for (Bar bar : bars) {
            if (Math.abs(bar.window() - bar.reference())
                    > Math.abs(moved.window() - moved.reference())) {
                moved = bar;
            }
        }
        int decimals = Decimals.over(bars.get(bars.size() - 1).high() - bars.get(0).low());
        return "The bin from "
                + Figures.number(moved.low(), decimals)
                + " to "
                + Figures.number(moved.high(), decimals)
                + " has changed most: "
                + percent(moved.reference())
                + " of "
                + Figures.counted(reference.n(), "reference value")
                + ", "
                + percent(moved.window())
                + " of "
                + Figures.counted(window.n(), "window value")
                + ".";
    }

    static String percent(double share) {
        return Figures.number(100 * share, 1) + " %";
    }
}
