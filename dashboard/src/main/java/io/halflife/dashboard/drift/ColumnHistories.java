// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.ChartSpec;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.drift.TestWords;
import io.halflife.monitor.profile.ProfileSummary;
import io.halflife.monitor.window.Window;
import io.halflife.storage.outline.HistoryPoint;
import io.halflife.storage.outline.JudgedWindow;
import io.halflife.storage.results.StoredProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One column over the windows: effect, quantiles and missing share, on one time axis. */
final class ColumnHistories {

    private static final String SYNC = "column";

    private final ShownWindows windows;
    private final Map<Window, HistoryPoint> points = new HashMap<>();
    private final Map<Window, ProfileSummary> summaries = new HashMap<>();
    private final ProfileSummary reference;
    private final double floor;

    /**
     * Histories over these windows.
     *
     * @param reference the column in the reference; null when it is not there
     */
    ColumnHistories(
            ShownWindows windows,
            List<HistoryPoint> history,
            List<StoredProfile> profiles,
            ProfileSummary reference,
            double floor) {
        this.windows = windows;
        history.forEach(point -> points.put(point.window(), point));
        profiles.forEach(profile -> summaries.put(profile.window(), profile.summary()));
        this.reference = reference;
        this.floor = floor;
    }

    List<Chart> charts(boolean numeric) {
        return numeric ? List.of(effect(), quantiles(), missing()) : List.of(effect(), missing());
    }

    private Chart effect() {
        String title = "Effect over time";
        List<Point> effects = new ArrayList<>();
        List<Point> statistics = new ArrayList<>();
        String test = "";
        for (JudgedWindow judged : windows.oldestFirst()) {
            HistoryPoint point = points.get(judged.window());
            double effect = point == null ? Double.NaN : point.effect();
            boolean isDistance = point != null && point.test().equals("ks");
            test = point == null ? test : point.test();
            effects.add(at(judged, effect));
            statistics.add(at(judged, isDistance ? point.statistic() : Double.NaN));
        }
        String subtitle =
                "The larger of distance and corrected PSI; a column drifts only above the floor.";
        ChartSpec spec =
                spec(3, "")
                        .fromZero()
                        .zone(floor, Double.POSITIVE_INFINITY, Paint.BAD)
                        .threshold(floor, "floor " + Figures.number(floor, 2), Paint.BAD)
                        .add(Series.of("effect", Series.Style.LINE, Paint.ACCENT, effects));
        Series distance = new Series("D", Series.Style.LINE, Paint.MUTED, true, statistics);
        if (distance.hasFigures()) {
            spec.add(distance);
            subtitle = subtitle + " Dashed: D of the " + TestWords.shortName(test) + " test.";
        }
        return drawn(title, subtitle, "effect", effects, 3, "", spec);
    }

    private Chart quantiles() {
        List<Point> medians = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (JudgedWindow judged : windows.oldestFirst()) {
            ProfileSummary summary = summaries.get(judged.window());
            if (summary == null) {
                medians.add(at(judged, Double.NaN));
                continue;
            }
            low = Math.min(low, summary.q25());
            high = Math.max(high, summary.q75());
            medians.add(
                    new Point(
                            DriftCharts.middle(judged),
                            judged.label(),
                            summary.median(),
                            summary.q25(),
                            summary.q75(),
                            summary.n(),
                            range(summary)));
        }
        int decimals = Decimals.over(high - low);
        ChartSpec spec =
                spec(decimals, "")
                        .add(Series.of("median", Series.Style.LINE, Paint.ACCENT, medians));
        if (reference != null && Double.isFinite(reference.median())) {
            spec.threshold(reference.q25(), "reference q25", Paint.MUTED)
                    .threshold(reference.median(), "reference median", Paint.MUTED)
                    .threshold(reference.q75(), "reference q75", Paint.MUTED);
        }
        return drawn(
                "Quantiles over time",
                "Median and the band from the lower to the upper quartile; dashed are those of the"
                        + " reference. The tip has smallest and largest value.",
                "median",
                medians,
                decimals,
                "",
                spec);
    }

    private static String range(ProfileSummary summary) {
        return "from "
                + io.halflife.monitor.figures.Figures.number(summary.min())
                + " to "
                + io.halflife.monitor.figures.Figures.number(summary.max());
    }

    private Chart missing() {
        List<Point> shares = new ArrayList<>();
        for (JudgedWindow judged : windows.oldestFirst()) {
            ProfileSummary summary = summaries.get(judged.window());
            long rows = summary == null ? 0 : summary.n() + summary.missing();
            shares.add(
                    Point.of(
                            DriftCharts.middle(judged),
                            judged.label(),
                            summary == null ? Double.NaN : share(summary),
                            rows));
        }
        ChartSpec spec =
                spec(2, "%")
                        .fromZero()
                        .reaching(1)
                        .add(Series.of("missing", Series.Style.LINE, Paint.ACCENT, shares));
        if (reference != null && reference.n() + reference.missing() > 0) {
            double share = share(reference);
            spec.threshold(share, "reference " + Figures.number(share, 2) + " %", Paint.MUTED);
        }
        return drawn(
                "Missing values over time",
                "Rows without a value of this column, in percent of all rows of the window.",
                "missing share",
                shares,
                2,
                " %",
                spec);
    }

    private static double share(ProfileSummary summary) {
        return 100.0 * summary.missing() / (summary.n() + summary.missing());
    }

    private static Chart drawn(
            String title,
            String subtitle,
            String name,
            List<Point> points,
            int decimals,
            String unit,
            ChartSpec spec) {
        List<Point> known = points.stream().filter(p -> Double.isFinite(p.value())).toList();
        if (known.isEmpty()) {
            return Chart.refused(title, subtitle, "No window has such a figure.");
        }
        Point first = known.get(0);
        Point last = known.get(known.size() - 1);
        return Chart.of(
                title,
                subtitle,
                "The "
                        + name
                        + " over "
                        + Figures.counted(known.size(), "window")
                        + ": "
                        + Figures.number(first.value(), decimals)
                        + unit
                        + " in window "
                        + first.label()
                        + ", "
                        + Figures.number(last.value(), decimals)
                        + unit
                        + " in window "
                        + last.label()
                        + ".",
                spec);
    }

    private Point at(JudgedWindow judged, double value) {
        ProfileSummary summary = summaries.get(judged.window());
        return Point.of(
                DriftCharts.middle(judged),
                judged.label(),
                value,
                summary == null ? -1 : summary.n());
    }

    private ChartSpec spec(int decimals, String unit) {
        return new ChartSpec(
                        windows.first().window().start(),
                        windows.shown().window().end(),
                        decimals,
                        unit)
                .sync(SYNC);
    }
}
