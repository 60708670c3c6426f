// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import io.halflife.dashboard.chart.Sparkline;
import io.halflife.dashboard.fleet.Findings;
import io.halflife.dashboard.fleet.Standing;
import io.halflife.dashboard.page.Cell;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.dashboard.page.StateMark;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.pages.ColumnCounts;
import io.halflife.storage.pages.LastRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in words and figures how one model stands. */
final class RowWriter {

    private static final Sparkline NO_LINE = Sparkline.of(List.of(), Double.NaN);

    private final Clock clock;

    RowWriter(Clock clock) {
        this.clock = clock;
    }

    /** A model of which no run exists yet. */
    static FleetRow waiting(RegisteredModel model, String version, String why, String group) {
        Cell none = Cell.none("");
        return new FleetRow(
                model.name(),
                Links.model(model.name()),
                version,
                "",
                group,
                WatchedModel.badge(model.origin()),
                StateMark.INCONCLUSIVE,
                why,
                none,
                NO_LINE,
                none,
                none,
                none,
                none,
                none,
                none,
                Cell.none("never analysed"),
                none,
                "");
    }

    FleetRow row(RegisteredModel model, Findings found, Standing standing, String group) {
        String name = model.name();
        String environment = found.latest().scope().environment();
        Optional<LastRequest> request = standing.request();
        ModelHead.Situation situation =
                ModelHeads.of(found.columns(), found.fit(), found.latest().run(), Optional.empty());
        String query =
                environment.equals("production")
                        ? ""
                        : "?environment=" + Links.encoded(environment);
        return new FleetRow(
                name,
                Links.model(name) + query,
                found.latest().version(),
                environment,
                group,
                WatchedModel.badge(model.origin()),
                situation.mark(),
                situation.text(),
                drift(found.columns()),
                line(found),
                performance(found),
                halfLife(found.fit()),
                crossing(found),
                traffic(found.columns()),
                serving(found.latency()),
                BudgetWords.cell(found.policy().slos(), standing.budget()),
                asOf(model, found),
                request(request),
                request.map(r -> Links.model(name) + "/retraining/" + Links.encoded(r.requestId()))
                        .orElse(""));
    }

    private static Cell drift(ColumnCounts columns) {
        if (columns == null) {
            return Cell.none("no window judged");
        }
        String below = columns.watch() > 0 ? Figures.count(columns.watch()) + " on watch" : "";
        return Cell.of(
                Figures.count(columns.alarm()) + " of " + Figures.count(columns.columns()),
                below,
                columns.alarm() + columns.watch() / 1000.0);
    }

    private static Sparkline line(Findings found) {
        return Sparkline.of(
                found.performance().stream()
                        .filter(PerformanceValue::mature)
                        .map(PerformanceValue::value)
                        .toList(),
                found.threshold());
    }

    private static Cell performance(Findings found) {
        Optional<PerformanceValue> newest = PerformanceWords.newest(found.performance());
        String metric = Figures.metric(found.metric());
        if (newest.isEmpty()) {
            return Cell.none(metric + ": no labels yet");
        }
        double value = newest.get().value();
        String better = PerformanceDirections.lowerIsBetter(found.metric()) ? " ≤ " : " ≥ ";
        String limit =
                Double.isFinite(found.threshold())
                        ? better + Figures.number(found.threshold(), PerformanceWords.DECIMALS)
                        : "";
        return Cell.of(
                Figures.number(value, PerformanceWords.DECIMALS),
                metric + limit + ", n " + Figures.count(newest.get().labelled()),
                value);
    }

    private static Cell halfLife(DecayFit fit) {
        String refusal = PerformanceWords.refusal(fit);
        if (!refusal.isEmpty()) {
            return Cell.none(refusal);
        }
        double days = fit.halfLife().orElseThrow();
        return Cell.of(
                Figures.number(days, 0) + " days",
                PerformanceWords.days(fit.halfLifeInterval()),
                days);
    }

    private static Cell crossing(Findings found) {
        DecayFit fit = found.fit();
        if (fit == null || fit.status() != DecayFit.Status.OK || fit.crossingIfAny().isEmpty()) {
            return Cell.none("");
        }
        DecayFit.Crossing crossing = fit.crossingIfAny().get();
        long days = Duration.between(found.latest().run().asOf(), crossing.at()).toDays();
        String text = days == 0 ? "within a day" : Figures.counted(Math.abs(days), "day");
        if (crossing.at().isBefore(found.latest().run().asOf())) {
            text += " ago";
        }
        return Cell.of(text, PerformanceWords.dates(crossing), days);
    }

    private static Cell traffic(ColumnCounts columns) {
        return columns == null
                ? Cell.none("")
                : Cell.of(
                        Figures.count(columns.predictions()),
                        columns.label(),
                        columns.predictions());
    }

    private static Cell serving(LatencyStep latency) {
        if (latency == null || latency.isEmpty()) {
            return Cell.none("not measured");
        }
        double errors = latency.responses().errorRatio();
        String below =
                Double.isFinite(errors)
                        ? Figures.number(100 * errors, 2)
                                + " % failed of "
                                + Figures.count(latency.responses().total())
                        : "n " + Figures.count(latency.count());
        double p99 = 1000 * latency.quantile(0.99);
        return Cell.of(
                Double.isFinite(p99) ? Figures.number(p99, 0) + " ms" : Figures.NONE, below, p99);
    }

    /** A replay's clock is not ours: only of a live model can results be old. */
    private Cell asOf(RegisteredModel model, Findings found) {
        Instant asOf = found.latest().run().asOf();
        Duration age = Duration.between(asOf, clock.instant());
        boolean isLive = model.origin() == RegisteredModel.Origin.LIVE;
        String below =
                isLive
                        ? (isStale(found.columns(), age) ? "◆ stale, " : "") + Figures.ago(age)
                        : Figures.time(asOf);
        return Cell.of(Figures.day(asOf), below, asOf.getEpochSecond());
    }

    /** Two windows and no run. */
    private static boolean isStale(ColumnCounts columns, Duration age) {
        return columns != null
                && age.compareTo(
                                Duration.between(columns.window().start(), columns.window().end())
                                        .multipliedBy(2))
                        > 0;
    }

    private static Cell request(Optional<LastRequest> request) {
        return request.map(
                        r ->
                                new Cell(
                                        r.state().toLowerCase(Locale.ROOT),
                                        r.reason().jsonName() + ", " + Figures.day(r.asOf()),
                                        r.state()))
                .orElse(Cell.none(""));
    }
}
