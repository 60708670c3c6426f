// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.ChartSpec;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import io.halflife.dashboard.chart.Series.Style;
import io.halflife.dashboard.chart.TimeAxis;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.performance.PerformanceValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Performance against late ground truth, the fit through it, and when that meets the threshold. */
public final class PerformanceChart {

    private static final int CURVE_POINTS = 64;
    private static final DateTimeFormatter MONTH_DAY =
            DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final PerformanceHistory history;
    private final TimeAxis axis;
    private final String metric;

    public PerformanceChart(PerformanceHistory history, TimeAxis axis) {
        this.history = history;
        this.axis = axis;
        this.metric = Figures.metric(history.metric());
    }

    public Chart chart() {
        String title = "Performance decay and predicted crossing";
        Series mature = points(metric, Paint.INK, true);
        Series young = points(metric + ", labels still coming", Paint.REFERENCE, false);
        Series estimated = estimated();
        if (!mature.hasFigures() && !young.hasFigures() && !estimated.hasFigures()) {
            return Chart.refused(title, subtitle(), why());
        }
        ChartSpec spec = axis.spec(3, "");
        if (isDrawn()) {
            spec.add(curve());
        }
        spec.add(mature);
        if (young.hasFigures()) {
            spec.add(young);
        }
        if (estimated.hasFigures()) {
            spec.add(estimated);
        }
        if (Double.isFinite(history.threshold())) {
            String label = "threshold " + Figures.number(history.threshold(), 3);
            spec.threshold(history.threshold(), label, Paint.BAD);
        }
        putCrossing(spec);
        return Chart.of(title, subtitle(), sentence(), spec);
    }

    private boolean isDrawn() {
        return history.fit() != null
                && history.fit().status() == DecayFit.Status.OK
                && history.fit().band() != null;
    }

    private String why() {
        return history.measured().isEmpty()
                ? "No window of this period has been evaluated."
                : "No ground truth of this period is known yet: "
                        + Figures.counted(history.measured().size(), "window")
                        + " wait for labels.";
    }

    private Series points(String name, Paint paint, boolean mature) {
        List<Point> points =
                history.measured().stream()
                        .filter(value -> value.mature() == mature)
                        .filter(value -> Double.isFinite(value.value()))
                        .map(PerformanceChart::point)
                        .toList();
        return Series.of(name, Style.POINTS, paint, points);
    }

    /** Hollow of colour: what is expected is never drawn as what was measured. */
    private Series estimated() {
        List<Point> points =
                history.awaited().stream()
                        .filter(value -> Double.isFinite(value.value()))
                        .map(EstimateChart::point)
                        .toList();
        return Series.of(
                metric + ", estimated without labels", Style.POINTS, Paint.CAUTION, points);
    }

    static Point point(PerformanceValue value) {
        return new Point(
                middle(value),
                value.label(),
                value.value(),
                value.low(),
                value.high(),
                value.labelled(),
                coverage(value));
    }

    private static String coverage(PerformanceValue value) {
        return Figures.number(100.0 * value.labelled() / Math.max(1, value.n()), 0)
                + " % of "
                + Figures.count(value.n())
                + " labelled";
    }

    /** The fit counts a window from the middle of its events. */
    static Instant middle(PerformanceValue value) {
        return value.firstEvent()
                .plus(Duration.between(value.firstEvent(), value.lastEvent()).dividedBy(2));
    }

    private Series curve() {
        DecayFit fit = history.fit();
        Instant from = fit.t0().isAfter(history.start()) ? fit.t0() : history.start();
        long span = Math.max(1, Duration.between(from, history.end()).toMillis());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= CURVE_POINTS; i++) {
            Instant at = from.plusMillis(span * i / CURVE_POINTS);
            DecayFit.Interval band = fit.bandAt(at);
            points.add(new Point(at, "", fit.valueAt(at), band.low(), band.high(), -1, ""));
        }
        return Series.of("fit", Style.LINE, Paint.ACCENT, points);
    }

    private void putCrossing(ChartSpec spec) {
        history.crossing()
                .filter(crossing -> crossing.at().isAfter(history.start()))
                .filter(crossing -> crossing.at().isBefore(history.end()))
                .ifPresent(
                        crossing -> {
                            Instant low = crossing.low() == null ? history.start() : crossing.low();
                            Instant high =
                                    crossing.high() == null ? history.end() : crossing.high();
                            spec.span(
                                    low.isBefore(history.start()) ? history.start() : low,
                                    high.isAfter(history.end()) ? history.end() : high,
                                    Paint.CAUTION);
                            spec.crossing(
                                    crossing.at(), "crosses " + MONTH_DAY.format(crossing.at()));
                        });
    }

    private String subtitle() {
        return Figures.capital(metric)
                + " on delayed labels with 95 % interval; "
                + fitWords()
                + (Double.isFinite(history.threshold())
                        ? "; threshold " + Figures.number(history.threshold(), 3)
                        : "; no threshold, as the reference has no labels to set it by");
    }

    private String fitWords() {
        if (isDrawn()) {
            return "exponential fit with 95 % band";
        }
        DecayFit fit = history.fit();
        return fit == null || fit.reason().isEmpty() ? "no fit yet" : "no fit: " + fit.reason();
    }

    private String sentence() {
        String newest =
                history.newest()
                        .map(
                                value ->
                                        Figures.capital(metric)
                                                + " in window "
                                                + value.label()
                                                + " is "
                                                + Figures.number(value.value(), 3)
                                                + ", n "
                                                + Figures.count(value.labelled()))
                        .orElse("No value");
        String crossing =
                history.crossing()
                        .map(
                                c ->
                                        "; the fit meets the threshold "
                                                + Figures.number(c.threshold(), 3)
                                                + " on "
                                                + Figures.day(c.at())
                                                + ", 95 % interval "
                                                + PerformanceWords.dates(c))
                        .orElse("; " + fitWords());
        return newest + crossing + ".";
    }
}
