// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.TimeAxis;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.dashboard.page.period.Happenings;
import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.page.period.PeriodPicker;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the page of a version's service levels. Blocking.
 *
 * <p>Law: a fixed number of queries. Percentiles of any stretch come from merged buckets; burn
 * rates and budgets look back from the end of the period, or of what was measured where that is
 * earlier.
 */
public final class SloPageReader {

    private static final int STEPS_WANTED = 180;
    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofDays(1),
                    Duration.ofDays(7),
                    Duration.ofDays(30));
    private static final double MILLIS = 1000;

    private final Storage storage;
    private final Clock clock;
    private final WatchedModels models;
    private final ModelHeads heads;
    private final LatencyReader latencies;

    public SloPageReader(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.latencies = new LatencyReader(storage.jdbi());
    }

    /**
     * The page.
     *
     * @param version null or empty for the one analysed last, like environment
     */
    public SloPage read(String model, String version, String environment, Period period) {
        WatchedModel watched = models.find(model, version, environment);
        ModelHead head = heads.head(watched, ModelHead.Tab.SLO);
        if (watched.version() == null) {
            return nothing(Shell.ofModel(head, false), null, "No version is registered yet.");
        }
        Optional<Window> span = latencies.span(watched.scope());
        if (span.isEmpty()) {
            return nothing(
                    Shell.ofModel(head, false),
                    null,
                    "No latency and no answer was ever measured of this version: send"
                            + " latency_ms with predictions, or latency summaries with"
                            + " responses.");
        }
        return page(watched, head, period, span.get());
    }

    private static SloPage nothing(Shell shell, PeriodPicker picker, String why) {
        return new SloPage(shell, why, picker, List.of(), "", List.of(), List.of(), "");
    }

    private SloPage page(WatchedModel watched, ModelHead head, Period period, Window span) {
        PeriodPicker picker =
                PeriodPicker.of(
                        watched,
                        Links.model(watched.name()) + "/slo",
                        period,
                        clock.instant(),
                        List.of());
        Optional<Window> shown = shown(period, span);
        if (shown.isEmpty()) {
            return nothing(
                    Shell.ofModel(head, false),
                    picker,
                    "Nothing was measured in this period: measured is "
                            + Figures.day(span.start())
                            + " to "
                            + Figures.day(span.end())
                            + ".");
        }
        Duration step = step(shown.get());
        List<LatencyStep> steps = latencies.of(watched.scope(), windows(shown.get(), step));
        LatencyStep whole = latencies.of(watched.scope(), List.of(shown.get())).get(0);
        return new SloPage(
                Shell.ofModel(head, true),
                "",
                picker,
                sentences(whole, shown.get(), step),
                Figures.minute(shown.get().end()),
                new ObjectiveRows(latencies)
                        .of(watched.scope(), watched.policy().slos(), shown.get().end()),
                charts(watched, steps),
                confidence(watched));
    }

    /** The part of the period in which something was measured. */
    private static Optional<Window> shown(Period period, Window span) {
        Instant from = period.from().isAfter(span.start()) ? period.from() : span.start();
        Instant to = period.to().isBefore(span.end()) ? period.to() : span.end();
        return from.isBefore(to) ? Optional.of(new Window(from, to)) : Optional.empty();
    }

    /** The finest usual length that makes no more stretches than a chart can tell apart. */
    static Duration step(Window shown) {
        Duration length = Duration.between(shown.start(), shown.end());
        return STEPS.stream()
                .filter(step -> length.dividedBy(step) < STEPS_WANTED)
                .findFirst()
                .orElseGet(() -> Duration.ofDays(30 * (1 + length.toDays() / 30 / STEPS_WANTED)));
    }

    /** They begin at whole steps of the UTC clock; the first and the last may be cut. */
    static List<Window> windows(Window shown, Duration step) {
        List<Window> windows = new ArrayList<>();
        long seconds = step.toSeconds();
        Instant at =
                Instant.ofEpochSecond(
                        Math.floorDiv(shown.start().getEpochSecond(), seconds) * seconds);
        while (at.isBefore(shown.end())) {
            Instant start = at.isBefore(shown.start()) ? shown.start() : at;
            at = at.plus(step);
            windows.add(new Window(start, at.isBefore(shown.end()) ? at : shown.end()));
        }
        return windows;
    }

    private List<Chart> charts(WatchedModel watched, List<LatencyStep> steps) {
        int modelId = watched.model().modelId();
        Instant start = steps.get(0).window().start();
        Instant end = steps.get(steps.size() - 1).window().end();
        TimeAxis axis =
                new TimeAxis(
                        start,
                        end,
                        end,
                        Happenings.of(
                                storage.models().deployments(modelId, watched.environment()),
                                List.of(),
                                List.of()));
        ServingCharts serving = new ServingCharts(steps, watched.policy().slos(), axis);
        return List.of(
                serving.latency(),
                new HeatChart(steps, axis).chart(),
                serving.errors(),
                new ThroughputChart(steps, axis).chart());
    }

    private static List<String> sentences(LatencyStep whole, Window shown, Duration step) {
        List<String> sentences = new ArrayList<>();
        String period = Figures.day(shown.start()) + " to " + Figures.day(shown.end());
        if (whole.count() > 0) {
            sentences.add(
                    "Over "
                            + period
                            + " p50 is "
                            + millis(whole, 0.5)
                            + ", p95 "
                            + millis(whole, 0.95)
                            + " and p99 "
                            + millis(whole, 0.99)
                            + ", from merged buckets of "
                            + Figures.counted(whole.count(), "request")
                            + ".");
        } else {
            sentences.add("No latency that can be merged was measured over " + period + ".");
        }
        if (whole.withoutHistogram() > 0) {
            sentences.add(
                    "The latencies of "
                            + Figures.counted(whole.withoutHistogram(), "request")
                            + " came as percentiles, which cannot be merged: they are not in these"
                            + " figures.");
        }
        sentences.add("Each point of a chart covers " + ObjectiveRows.words(step) + ".");
        return sentences;
    }

    private static String millis(LatencyStep step, double quantile) {
        return Figures.number(MILLIS * step.quantile(quantile), 1) + " ms";
    }

    /** Classifiers are sure of themselves to some degree; that column has a page of its own. */
    private static String confidence(WatchedModel watched) {
        if (watched.run().isEmpty()
                || !watched.version().definition().output().task().isClassification()) {
            return "";
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("role", "confidence");
        parameters.put("version", watched.versionName());
        parameters.put("environment", watched.environment());
        return Links.model(watched.name()) + "/features/confidence" + Links.query(parameters);
    }
}
