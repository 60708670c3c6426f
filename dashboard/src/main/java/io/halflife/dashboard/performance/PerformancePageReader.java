// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

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
import io.halflife.dashboard.page.period.PeriodPicker.Choice;
import io.halflife.dashboard.page.period.PeriodPicker.Option;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.pages.FleetPages;
import io.halflife.storage.pages.MetricPages;
import io.halflife.storage.pages.Timelines;
import io.halflife.storage.results.VersionScope;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the performance page of a model.
 *
 * <p>Law: a fixed number of queries, each over at most {@link #WINDOWS_MAX} windows. Blocking.
 */
public final class PerformancePageReader {

    /** Windows of one page: more points than a chart has pixels for would say nothing. */
    static final int WINDOWS_MAX = 400;

    private final Storage storage;
    private final Clock clock;
    private final WatchedModels models;
    private final ModelHeads heads;
    private final FleetPages fleet;
    private final Timelines timelines;
    private final MetricPages metrics;

    public PerformancePageReader(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.fleet = new FleetPages(storage.jdbi());
        this.timelines = new Timelines(storage.jdbi());
        this.metrics = new MetricPages(storage.jdbi());
    }

    /**
     * What a page is asked for; null and empty mean the default.
     *
     * @param metric the policy's where none is named
     */
    public record Question(
            String model, String version, String environment, String metric, Period period) {}

    /**
     * The page.
     *
     * @throws ProblemException 404 for a model, version, environment or metric that does not exist
     */
    public PerformancePage read(Question question) {
        WatchedModel watched =
                models.find(question.model(), question.version(), question.environment());
        ModelHead head = heads.head(watched, ModelHead.Tab.PERFORMANCE);
        if (watched.version() == null || watched.run().isEmpty()) {
            return PerformancePage.nothing(Shell.ofModel(head, false), "Nothing was analysed yet.");
        }
        Newest newest = newest(watched, Period.ALL);
        if (newest.all.isEmpty()) {
            return PerformancePage.nothing(
                    Shell.ofModel(head, false),
                    "No window was evaluated yet: that needs predictions with ground truth, or a"
                            + " reference with labels to estimate by.");
        }
        String metric = metric(watched, question.metric(), newest);
        return page(watched, head, question.period(), metric, newest);
    }

    /** All metrics of the newest window, and of the newest whose labels have come. */
    private record Newest(List<PerformanceValue> all, List<PerformanceValue> mature) {
        List<PerformanceValue> shown() {
            return mature.isEmpty() ? all : mature;
        }

        List<String> names() {
            return Stream.concat(all.stream(), mature.stream())
                    .map(PerformanceValue::metric)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private Newest newest(WatchedModel watched, Period period) {
        VersionScope scope = watched.scope();
        return new Newest(
                metrics.newest(scope, false, period.from(), period.to()),
                metrics.newest(scope, true, period.from(), period.to()));
    }

    private static String metric(WatchedModel watched, String wanted, Newest newest) {
        String policy = watched.policy().performance().metric();
        if (wanted == null || wanted.isEmpty() || wanted.equals(policy)) {
            return policy;
        }
        if (!newest.names().contains(wanted)) {
            throw new ProblemException(
                    Problem.of(404, "unknown_metric", "the version has no metric of this name"));
        }
        return wanted;
    }

    private PerformancePage page(
            WatchedModel watched, ModelHead head, Period period, String metric, Newest newest) {
        Map<String, Double> reference =
                metrics.reference(watched.run().orElseThrow().referenceId());
        PeriodPicker picker = picker(watched, period, metric, newest);
        PerformanceHistory history = history(watched, metric, period, reference);
        if (history == null) {
            return new PerformancePage(
                    Shell.ofModel(head, false),
                    "No window of this period was evaluated: choose another one.",
                    picker,
                    List.of(),
                    List.of(),
                    List.of(),
                    "",
                    List.of());
        }
        Newest ofPeriod = period.to().equals(Instant.MAX) ? newest : newest(watched, period);
        List<PerformanceValue> shown = ofPeriod.shown();
        return new PerformancePage(
                Shell.ofModel(head, true),
                "",
                picker,
                new PerformanceSentences(history, watched.run().orElseThrow()).sentences(),
                charts(watched, history),
                new FitFacts(history, watched.run().orElseThrow().asOf()).facts(),
                "All metrics of window "
                        + shown.get(0).label()
                        + (ofPeriod.mature.isEmpty()
                                ? ", labels still coming"
                                : ", the newest mature one"),
                MetricRows.of(shown, reference, metric, m -> href(watched, m, period)));
    }

    private List<Chart> charts(WatchedModel watched, PerformanceHistory history) {
        int modelId = watched.model().modelId();
        TimeAxis axis =
                new TimeAxis(
                        history.start(),
                        history.known(),
                        history.end(),
                        Happenings.of(
                                storage.models().deployments(modelId, watched.environment()),
                                List.of(),
                                storage.results().requests(modelId, watched.environment())));
        return List.of(
                new PerformanceChart(history, axis).chart(),
                new EstimateChart(history, axis).chart(),
                new LabelChart(history, axis).chart());
    }

    /** Null when the period holds no window. */
    private PerformanceHistory history(
            WatchedModel watched, String metric, Period period, Map<String, Double> reference) {
        VersionScope scope = watched.scope();
        List<PerformanceValue> measured =
                timelines.performance(scope, metric, period.from(), period.to(), WINDOWS_MAX);
        List<PerformanceValue> estimated =
                timelines.estimates(scope, metric, period.from(), period.to(), WINDOWS_MAX);
        List<Window> windows =
                Stream.concat(measured.stream(), estimated.stream())
                        .map(PerformanceValue::window)
                        .toList();
        if (windows.isEmpty()) {
            return null;
        }
        double own = reference.getOrDefault(metric, Double.NaN);
        boolean decides = metric.equals(watched.policy().performance().metric());
        return new PerformanceHistory(
                metric,
                windows.stream().map(Window::start).min(Instant::compareTo).orElseThrow(),
                windows.stream().map(Window::end).max(Instant::compareTo).orElseThrow(),
                measured,
                estimated,
                own,
                decides
                        ? watched.policy().performance().threshold().resolve(own).orElse(Double.NaN)
                        : Double.NaN,
                fleet.fits(Map.of(scope, metric)).get(scope),
                period.to().equals(Instant.MAX));
    }

    private PeriodPicker picker(WatchedModel watched, Period period, String metric, Newest newest) {
        List<Option> options =
                Stream.concat(Stream.of(metric), newest.names().stream())
                        .distinct()
                        .sorted()
                        .map(name -> new Option(name, Figures.metric(name)))
                        .toList();
        Choice choice = new Choice("metric", "metric", options, metric);
        return PeriodPicker.of(watched, path(watched), period, clock.instant(), List.of(choice));
    }

    private static String path(WatchedModel watched) {
        return Links.model(watched.name()) + "/performance";
    }

    private static String href(WatchedModel watched, String metric, Period period) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("metric", metric);
        parameters.put(
                "version", watched.query().contains("version=") ? watched.versionName() : "");
        parameters.put(
                "environment",
                watched.query().contains("environment=") ? watched.environment() : "");
        parameters.put("from", period.fromText());
        parameters.put("to", period.toText());
        return path(watched) + Links.query(parameters);
    }
}
