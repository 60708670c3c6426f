// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.drift.DriftPageReader;
import io.halflife.dashboard.drift.PeriodColumns;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.dashboard.page.model.ModelPage;
import io.halflife.dashboard.page.model.ModelReader;
import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.performance.PerformancePage;
import io.halflife.dashboard.performance.PerformancePageReader;
import io.halflife.dashboard.picture.Picture;
import io.halflife.dashboard.policy.PolicyPageReader;
import io.halflife.dashboard.quality.QualityPage;
import io.halflife.dashboard.quality.QualityPageReader;
import io.halflife.dashboard.slo.SloPage;
import io.halflife.dashboard.slo.SloPageReader;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.pages.DriftStep;
import io.halflife.storage.pages.Timelines;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Reads a report: what the pages of the model show of a period, by their own readers. Blocking.
 *
 * <p>Law: every list is bounded, and what is left out is said.
 */
final class ReportReader {

    /** Columns of which both distributions are drawn. */
    static final int MOVED_MAX = 30;

    /** Rows of the table of columns with small pictures; the others have their figures. */
    static final int PICTURED_MAX = 300;

    private final Jdbi jdbi;
    private final Clock clock;
    private final WatchedModels watched;
    private final ModelHeads heads;
    private final ModelReader models;
    private final PerformancePageReader performance;
    private final DriftPageReader drift;
    private final QualityPageReader quality;
    private final SloPageReader slo;
    private final PolicyPageReader policies;
    private final RequestParts requests;
    private final AlarmParts alarms;
    private final Timelines timelines;

    ReportReader(Storage storage, Clock clock) {
        this.jdbi = storage.jdbi();
        this.clock = clock;
        this.watched = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.models = new ModelReader(storage, clock);
        this.performance = new PerformancePageReader(storage, clock);
        this.drift = new DriftPageReader(storage);
        this.quality = new QualityPageReader(storage, clock);
        this.slo = new SloPageReader(storage, clock);
        this.policies = new PolicyPageReader(storage);
        this.requests = new RequestParts(storage, clock);
        this.alarms = new AlarmParts(storage);
        this.timelines = new Timelines(storage.jdbi());
    }

    /**
     * All of one state of the database: a run that ends meanwhile is in every part or in none. What
     * the readers ask on this thread goes through the one handle that is open.
     */
    ReportPage read(ReportQuestion asked) {
        return jdbi.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ, handle -> readAll(asked));
    }

    private ReportPage readAll(ReportQuestion asked) {
        WatchedModel model = watched.find(asked.model(), asked.version(), asked.environment());
        Period period = asked.period();
        String version = model.versionName();
        String environment = model.version() == null ? "" : model.environment();
        ReportSpan span = span(model, period);
        ModelPage overview = models.read(model.name(), version, environment, period);
        Illustrated<PerformancePage> measured = performance(model, period);
        ReportPage.Columns columns = columns(model, period);
        SloPage served = slo.read(model.name(), version, environment, period);
        ReportPage.Requests called = requests.in(model, period);
        return new ReportPage(
                model.name(),
                version,
                environment,
                model.badge(),
                "Made " + Figures.minute(clock.instant()) + " by " + asked.maker() + ".",
                span,
                situation(model, period),
                overview.sentences(),
                Tiles.of(columns, measured.page(), served, called),
                rests(model, overview),
                measured,
                columns,
                quality(model, period),
                Illustrated.of(served, served.charts()),
                called,
                alarms.in(model, period),
                policies.read(model.name(), version, environment, null, false),
                ReportWords.of(columns));
    }

    /** Of a past period nothing is said as of now. */
    private ModelHead.Situation situation(WatchedModel model, Period period) {
        return period.to().equals(Instant.MAX) || model.isArchived()
                ? heads.head(model, ModelHead.Tab.OVERVIEW).situation()
                : null;
    }

    private ReportSpan span(WatchedModel model, Period period) {
        if (model.version() == null) {
            return new ReportSpan(period, 0, false, null, "", "");
        }
        int most = ModelReader.WINDOWS_MAX;
        Map<Window, String> labels = new TreeMap<>();
        for (DriftStep step : timelines.drift(model.scope(), period.from(), period.to(), most)) {
            labels.put(step.window(), step.label());
        }
        for (PerformanceValue value :
                timelines.performance(
                        model.scope(),
                        model.policy().performance().metric(),
                        period.from(),
                        period.to(),
                        most)) {
            labels.put(value.window(), value.label());
        }
        if (labels.isEmpty()) {
            return new ReportSpan(period, 0, false, null, "", "");
        }
        List<Window> windows = new ArrayList<>(labels.keySet());
        List<Window> shown = windows.subList(Math.max(0, windows.size() - most), windows.size());
        Window first = shown.get(0);
        Window last = shown.get(shown.size() - 1);
        return new ReportSpan(
                period,
                shown.size(),
                windows.size() >= most,
                new Window(first.start(), last.end()),
                labels.get(first),
                labels.get(last));
    }

    /** "5 minutes ago" means nothing in a file that is read next week: the age is left out. */
    private static List<Fact> rests(WatchedModel model, ModelPage overview) {
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : overview.facts()) {
            facts.add(fact.name().equals("As of") ? asOf(model) : fact);
        }
        return facts;
    }

    private static Fact asOf(WatchedModel model) {
        String words =
                model.run()
                        .map(
                                run ->
                                        Figures.minute(run.asOf())
                                                + ", judged by "
                                                + (run.policyRevision() == 0
                                                        ? "the default policy"
                                                        : "policy revision "
                                                                + run.policyRevision()))
                        .orElse("not analysed yet");
        return new Fact(
                "As of", words + (model.badge().isEmpty() ? "" : ", " + model.badge() + " data"));
    }

    private Illustrated<PerformancePage> performance(WatchedModel model, Period period) {
        PerformancePage page =
                performance.read(
                        new PerformancePageReader.Question(
                                model.name(),
                                model.versionName(),
                                model.version() == null ? "" : model.environment(),
                                "",
                                period));
        return Illustrated.of(page, page.charts());
    }

    private Illustrated<QualityPage> quality(WatchedModel model, Period period) {
        QualityPage page =
                quality.ofPeriod(
                        model.name(),
                        model.versionName(),
                        model.version() == null ? "" : model.environment(),
                        period);
        return Illustrated.of(page, page.charts());
    }

    private ReportPage.Columns columns(WatchedModel model, Period period) {
        return drift.read(model, period, MOVED_MAX).map(ReportReader::columns).orElse(null);
    }

    private static ReportPage.Columns columns(PeriodColumns found) {
        String note =
                found.movedCount() == 0
                        ? "No column drifted, is in alarm or on watch."
                        : found.movedCount() > found.moved().size()
                                ? "Drawn are the "
                                        + found.moved().size()
                                        + " that moved most of "
                                        + Figures.counted(found.movedCount(), "column")
                                        + " that drifted, are in alarm or on watch; the table has"
                                        + " all."
                                : Figures.counted(found.movedCount(), "column")
                                        + " drifted, "
                                        + (found.movedCount() == 1 ? "is" : "are")
                                        + " in alarm or on watch.";
        return new ReportPage.Columns(
                Illustrated.of(found.page(), found.page().charts()),
                found.moved().stream().map(ReportReader::moved).toList(),
                note,
                PICTURED_MAX);
    }

    private static ReportPage.Moved moved(PeriodColumns.Moved moved) {
        Optional<Chart> histogram = Optional.ofNullable(moved.histogram());
        return new ReportPage.Moved(
                moved.row(), histogram.map(Picture::of).orElse(null), moved.categories());
    }
}
