// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.EventMark;
import io.halflife.dashboard.chart.TimeAxis;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.dashboard.page.period.Happenings;
import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.page.period.PeriodPicker;
import io.halflife.dashboard.performance.PerformanceChart;
import io.halflife.dashboard.performance.PerformanceHistory;
import io.halflife.dashboard.slo.ServingCharts;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.pages.Alarm;
import io.halflife.storage.pages.AlarmPages;
import io.halflife.storage.pages.DriftStep;
import io.halflife.storage.pages.FleetPages;
import io.halflife.storage.pages.LastRequest;
import io.halflife.storage.pages.Timelines;
import io.halflife.storage.results.ReferenceState;
import io.halflife.storage.results.VersionScope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the page of a model.
 *
 * <p>Law: a fixed number of queries, each over at most {@link #WINDOWS_MAX} windows. Blocking.
 */
public final class ModelReader {

    /** Windows of one page: more points than a chart has pixels for would say nothing. */
    public static final int WINDOWS_MAX = 400;

    private static final int ALARMS_MAX = 500;

    private final Storage storage;
    private final Clock clock;
    private final WatchedModels models;
    private final ModelHeads heads;
    private final FleetPages fleet;
    private final Timelines timelines;
    private final LatencyReader latencies;
    private final AlarmPages alarms;

    public ModelReader(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.fleet = new FleetPages(storage.jdbi());
        this.timelines = new Timelines(storage.jdbi());
        this.latencies = new LatencyReader(storage.jdbi());
        this.alarms = new AlarmPages(storage.jdbi());
    }

    /**
     * The page of a model.
     *
     * @param version null or empty for the one analysed last, like environment
     */
    public ModelPage read(String model, String version, String environment, Period period) {
        WatchedModel watched = models.find(model, version, environment);
        ModelHead head = heads.head(watched, ModelHead.Tab.OVERVIEW);
        if (watched.version() == null) {
            return page(watched, head, period, Optional.empty());
        }
        return page(watched, head, period, history(watched, period));
    }

    private ModelPage page(
            WatchedModel watched, ModelHead head, Period period, Optional<ModelHistory> history) {
        return new ModelPage(
                Shell.ofModel(head, history.isPresent()),
                history.map(found -> sentences(watched, period, found))
                        .orElse(List.of(nothing(watched, period))),
                history.map(ModelReader::note).orElse(""),
                PeriodPicker.of(
                        watched, Links.model(watched.name()), period, clock.instant(), List.of()),
                history.map(ModelReader::charts).orElse(List.of()),
                watched.version() == null ? List.of() : facts(watched, history));
    }

    private static String nothing(WatchedModel watched, Period period) {
        if (watched.version() == null) {
            return "No version is registered yet: post one to /v1/models/"
                    + watched.name()
                    + "/versions of the collector.";
        }
        return watched.run().isPresent() && !period.isAll()
                ? "No window of this period was analysed: choose another one."
                : "Nothing was analysed yet: that needs a frozen reference and a closed window.";
    }

    private static String note(ModelHistory history) {
        return history.windows().size() < WINDOWS_MAX
                ? ""
                : "The newest " + WINDOWS_MAX + " windows of the period are shown.";
    }

    private static List<Chart> charts(ModelHistory history) {
        TimeAxis axis = history.axis();
        DriftCharts drift = new DriftCharts(history, axis);
        ServingCharts serving =
                new ServingCharts(history.latencies(), history.watched().policy().slos(), axis);
        return List.of(
                drift.effects(),
                new PerformanceChart(history.performance(), axis).chart(),
                drift.counts(),
                new TrafficChart(history, axis).chart(),
                serving.latency(),
                serving.errors());
    }

    /** Empty when the period holds no window. */
    private Optional<ModelHistory> history(WatchedModel watched, Period period) {
        VersionScope scope = watched.scope();
        String metric = watched.policy().performance().metric();
        List<DriftStep> drift = timelines.drift(scope, period.from(), period.to(), WINDOWS_MAX);
        List<PerformanceValue> performance =
                timelines.performance(scope, metric, period.from(), period.to(), WINDOWS_MAX);
        List<Window> windows = windows(drift, performance);
        if (windows.isEmpty()) {
            return Optional.empty();
        }
        List<Alarm> found = alarms.alarms(scope, Instant.MIN, Instant.MAX, null, ALARMS_MAX);
        Instant known = windows.get(windows.size() - 1).end();
        return Optional.of(
                new ModelHistory(
                        watched,
                        windows,
                        drift,
                        performance(watched, windows, performance, period),
                        latencies.of(scope, windows),
                        found.stream().filter(alarm -> stoodAt(alarm, known)).toList(),
                        request(watched),
                        marks(watched, found)));
    }

    private PerformanceHistory performance(
            WatchedModel watched,
            List<Window> windows,
            List<PerformanceValue> measured,
            Period period) {
        VersionScope scope = watched.scope();
        String metric = watched.policy().performance().metric();
        double reference = reference(watched, metric);
        return new PerformanceHistory(
                metric,
                windows.get(0).start(),
                windows.get(windows.size() - 1).end(),
                measured,
                timelines.estimates(scope, metric, period.from(), period.to(), WINDOWS_MAX),
                reference,
                watched.policy().performance().threshold().resolve(reference).orElse(Double.NaN),
                fleet.fits(Map.of(scope, metric)).get(scope),
                period.to().equals(Instant.MAX));
    }

    /** Whether the alarm was raised and not cleared in the windows that end there. */
    private static boolean stoodAt(Alarm alarm, Instant known) {
        boolean isCleared = !alarm.isStanding() && alarm.cleared().start().isBefore(known);
        return alarm.raised().start().isBefore(known) && !isCleared;
    }

    /** Windows of either kind, oldest first, the newest of them when there are too many. */
    private static List<Window> windows(List<DriftStep> drift, List<PerformanceValue> performance) {
        Map<Instant, Window> byStart = new TreeMap<>();
        performance.forEach(value -> byStart.put(value.window().start(), value.window()));
        drift.forEach(step -> byStart.put(step.window().start(), step.window()));
        List<Window> all = new ArrayList<>(byStart.values());
        return all.subList(Math.max(0, all.size() - WINDOWS_MAX), all.size());
    }

    private double reference(WatchedModel watched, String metric) {
        if (watched.run().isEmpty()) {
            return Double.NaN;
        }
        long id = watched.run().get().referenceId();
        return fleet.referenceValues(Map.of(id, metric)).getOrDefault(id, Double.NaN);
    }

    private Optional<LastRequest> request(WatchedModel watched) {
        return fleet.requests(List.of(watched.model().modelId())).stream()
                .filter(r -> r.environment().equals(watched.environment()))
                .findFirst();
    }

    private List<EventMark> marks(WatchedModel watched, List<Alarm> found) {
        int modelId = watched.model().modelId();
        return Happenings.of(
                storage.models().deployments(modelId, watched.environment()),
                found,
                storage.results().requests(modelId, watched.environment()));
    }

    private List<String> sentences(WatchedModel watched, Period period, ModelHistory found) {
        List<String> sentences = new ArrayList<>(new SituationWriter(found).sentences());
        sentences.addAll(
                PeriodSentences.of(
                        storage.mutes(), watched.model().modelId(), watched.environment(), period));
        return sentences;
    }

    private List<Fact> facts(WatchedModel watched, Optional<ModelHistory> history) {
        Optional<ReferenceState> reference =
                storage.results().reference(watched.version().versionId());
        Optional<FactWriter.Span> span =
                reference
                        .flatMap(r -> fleet.span(r.referenceId()))
                        .map(window -> new FactWriter.Span(window.start(), window.end()));
        return new FactWriter(watched, clock)
                .facts(reference, span, history.map(ModelHistory::fit).orElse(null));
    }
}
