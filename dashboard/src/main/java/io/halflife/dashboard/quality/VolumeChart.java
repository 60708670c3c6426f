// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.quality;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.ChartSpec;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.chart.Series.Style;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.volume.WindowVolume;
import io.halflife.statistics.quality.Finding;
import java.util.List;

/** How many rows came in each window, and how many the reference lets expect. */
final class VolumeChart {

    private static final String TITLE = "Rows of a window";
    private static final String SUBTITLE =
            "Predictions per window (bars) and the median of the reference's windows of the same"
                    + " hour (line); flagged when two of three windows have less than half or more"
                    + " than twice of it";

    private final List<WindowVolume> volumes;

    /** A chart of these windows, oldest first. */
    VolumeChart(List<WindowVolume> volumes) {
        this.volumes = List.copyOf(volumes);
    }

    Chart chart() {
        if (volumes.isEmpty()) {
            return Chart.refused(
                    TITLE, SUBTITLE, "No window of this stretch has been counted yet.");
        }
        WindowVolume newest = volumes.get(volumes.size() - 1);
        ChartSpec spec =
                new ChartSpec(volumes.get(0).window().start(), newest.window().end(), 0, "")
                        .fromZero();
        spec.add(bars("predictions", Paint.REFERENCE, false));
        spec.add(bars("predictions, flagged", Paint.BAD, true));
        Series expected =
                Series.of(
                        "expected",
                        Style.LINE,
                        Paint.ACCENT,
                        volumes.stream()
                                .map(
                                        v ->
                                                Point.of(
                                                        v.window().middle(),
                                                        v.label(),
                                                        v.expected(),
                                                        -1))
                                .toList());
        if (expected.hasFigures()) {
            spec.add(expected);
        }
        return Chart.of(TITLE, SUBTITLE, sentence(newest), spec);
    }

    private Series bars(String name, Paint paint, boolean flagged) {
        return Series.of(
                name,
                Style.BARS,
                paint,
                volumes.stream()
                        .filter(v -> (v.finding() == Finding.FLAGGED) == flagged)
                        .map(v -> Point.of(v.window().middle(), v.label(), (double) v.n(), -1))
                        .toList());
    }

    /** What a window has and should have. */
    static String sentence(WindowVolume volume) {
        String rows =
                "Window " + volume.label() + " has " + Figures.counted(volume.n(), "prediction");
        if (!Double.isFinite(volume.expected())) {
            return rows + (volume.reason().isEmpty() ? "" : "; " + volume.reason()) + ".";
        }
        return rows
                + ", "
                + Figures.number(volume.expected(), 0)
                + " are expected by "
                + Figures.counted(volume.referenceWindows(), "window")
                + " of the reference"
                + (volume.lastEvent() == null
                        ? ""
                        : "; the last one was made " + Figures.minute(volume.lastEvent()))
                + ".";
    }
}
