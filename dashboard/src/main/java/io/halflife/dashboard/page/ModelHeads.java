// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.storage.Storage;
import io.halflife.storage.pages.ColumnCounts;
import io.halflife.storage.pages.FleetPages;
import io.halflife.storage.pages.LastRequest;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the head of a model's pages: the situation in one sentence. Blocking. */
public final class ModelHeads {

    private final FleetPages fleet;

    public ModelHeads(Storage storage) {
        this.fleet = new FleetPages(storage.jdbi());
    }

    /** Three queries. */
    public ModelHead head(WatchedModel watched, ModelHead.Tab tab) {
        return new ModelHead(
                watched.name(),
                watched.versionName(),
                watched.version() == null ? "" : watched.environment(),
                watched.badge(),
                watched.query(),
                tab,
                situation(watched));
    }

    private ModelHead.Situation situation(WatchedModel watched) {
        if (watched.isArchived()) {
            return new ModelHead.Situation(
                    StateMark.INCONCLUSIVE,
                    "ARCHIVED",
                    "Since "
                            + Figures.day(watched.model().archivedAt())
                            + " it takes no data and is not analysed. What it has can be read."
                            + " Its page of versions restores it.");
        }
        if (watched.version() == null) {
            return open("No version is registered yet.");
        }
        if (watched.run().isEmpty()) {
            return open(
                    "Not analysed yet: a verdict needs a frozen reference and a closed window.");
        }
        VersionScope scope = watched.scope();
        ColumnCounts columns = fleet.columns(List.of(scope)).get(scope);
        String metric = watched.policy().performance().metric();
        DecayFit fit = fleet.fits(Map.of(scope, metric)).get(scope);
        Optional<LastRequest> open =
                fleet.requests(List.of(watched.model().modelId())).stream()
                        .filter(r -> r.environment().equals(scope.environment()) && r.isOpen())
                        .findFirst();
        return of(columns, fit, watched.run().get(), open);
    }

    private static ModelHead.Situation open(String text) {
        return new ModelHead.Situation(StateMark.INCONCLUSIVE, text);
    }

    /**
     * The situation of a version.
     *
     * @param columns null while no window was judged
     * @param fit null while there is none
     */
    public static ModelHead.Situation of(
            ColumnCounts columns, DecayFit fit, AnalysisRun run, Optional<LastRequest> request) {
        String text = drift(columns) + decay(fit, run.asOf()) + ".";
        return new ModelHead.Situation(
                mark(columns, run), text + request.map(ModelHeads::request).orElse(""));
    }

    /** The worst of what the columns and the decision say. */
    public static StateMark mark(ColumnCounts columns, AnalysisRun run) {
        if (run.decision().equals("RETRAIN_NOW") || (columns != null && columns.alarm() > 0)) {
            return StateMark.ALARM;
        }
        if (run.decision().equals("RETRAIN_PREDICTED")
                || (columns != null && columns.watch() > 0)) {
            return StateMark.WATCH;
        }
        return columns == null || columns.clear() == 0 ? StateMark.INCONCLUSIVE : StateMark.CLEAR;
    }

    private static String drift(ColumnCounts columns) {
        if (columns == null || columns.columns() == 0) {
            return "No window has been judged yet";
        }
        String of = " of " + Figures.counted(columns.columns(), "column");
        if (columns.alarm() > 0) {
            String watch = columns.watch() > 0 ? ", " + columns.watch() + " on watch" : "";
            return Figures.count(columns.alarm()) + of + " in alarm" + watch;
        }
        if (columns.watch() > 0) {
            return Figures.count(columns.watch()) + of + " on watch, none in alarm";
        }
        if (columns.clear() == 0) {
            return "None" + of + " could be judged in window " + columns.label();
        }
        String unjudged =
                columns.inconclusive() > 0
                        ? ", " + Figures.count(columns.inconclusive()) + " could not be judged"
                        : "";
        return "None" + of + " drifted" + unjudged;
    }

    private static String decay(DecayFit fit, Instant asOf) {
        if (fit == null || fit.crossingIfAny().isEmpty() || fit.status() != DecayFit.Status.OK) {
            return "";
        }
        DecayFit.Crossing crossing = fit.crossingIfAny().get();
        String metric = "; " + Figures.metric(fit.metric());
        String level = Figures.number(crossing.threshold(), 3);
        if (crossing.at().isAfter(asOf)) {
            long days = Duration.between(asOf, crossing.at()).toDays();
            return metric
                    + " is forecast to cross "
                    + level
                    + (days == 0 ? " within a day" : " in " + Figures.counted(days, "day"));
        }
        String side = PerformanceDirections.lowerIsBetter(fit.metric()) ? "above " : "below ";
        return metric + "'s fit is " + side + level + " since " + Figures.day(crossing.at());
    }

    /** Of an open request. */
    private static String request(LastRequest request) {
        return switch (request.state()) {
            case "REQUESTED" -> " Retraining is requested, not delivered yet.";
            case "SENT" -> " Retraining was requested and the call delivered.";
            case "ACKNOWLEDGED" -> " Retraining was requested and acknowledged.";
            default -> " Retraining is running.";
        };
    }
}
