// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.pages.Alarm;
import io.halflife.storage.pages.DriftStep;
import io.halflife.storage.pages.LastRequest;
import io.halflife.storage.results.AnalysisRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The situation in sentences: what drifted, how good the model is, until when, what was done. */
final class SituationWriter {

    private static final int NAMES_MAX = 4;

    private final ModelHistory history;

    SituationWriter(ModelHistory history) {
        this.history = history;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(drift());
        sentences.add(performance());
        if (history.performance().isOpenEnded()) {
            sentences.add(decay());
            history.request().ifPresent(request -> sentences.add(request(request)));
        } else {
            sentences.add("The period ends before the newest window: no forecast is made from it.");
        }
        return sentences;
    }

    private String drift() {
        Optional<DriftStep> newest = history.newestDrift();
        if (newest.isEmpty()) {
            return "No window has been judged yet.";
        }
        DriftStep step = newest.get();
        String of = " of " + Figures.counted(step.columns(), "column");
        if (step.alarm() == 0) {
            String watch = step.watch() > 0 ? ", " + step.watch() + " on watch" : "";
            return "None" + of + " is in alarm" + watch + ", as of window " + step.label() + ".";
        }
        return step.alarm()
                + of
                + (step.alarm() == 1 ? " is" : " are")
                + " in alarm"
                + since()
                + (step.watch() > 0 ? ", " + step.watch() + " more on watch" : "")
                + worst(step)
                + ".";
    }

    /** Alarms that stood, oldest first: "since 2026-08-05 (tenure, then region)". */
    private String since() {
        List<Alarm> oldestFirst =
                history.standing().stream()
                        .sorted(Comparator.comparing(alarm -> alarm.raised().start()))
                        .toList();
        if (oldestFirst.isEmpty()) {
            return "";
        }
        Instant first = oldestFirst.get(0).raised().start();
        List<String> names =
                oldestFirst.stream().map(alarm -> alarm.column().name()).limit(NAMES_MAX).toList();
        int more = oldestFirst.size() - names.size();
        return " since "
                + Figures.day(first)
                + " ("
                + String.join(", ", names)
                + (more > 0 ? " and " + more + " more" : "")
                + ")";
    }

    private static String worst(DriftStep step) {
        return step.worst() == null
                ? ""
                : "; "
                        + step.worst().name()
                        + " moved most, effect "
                        + Figures.number(step.effect(), 3)
                        + " in window "
                        + step.label();
    }

    private String performance() {
        String metric = Figures.metric(history.metric());
        Optional<PerformanceValue> newest = history.performance().newest();
        if (newest.isEmpty()) {
            return "There is no " + metric + " yet: no prediction of this period has ground truth.";
        }
        PerformanceValue value = newest.get();
        String interval = PerformanceWords.interval(value.low(), value.high());
        return Figures.capital(metric)
                + " is "
                + Figures.number(value.value(), 3)
                + " ("
                + (interval.isEmpty() ? "" : "95 % interval " + interval + ", ")
                + "n "
                + Figures.count(value.labelled())
                + " of "
                + Figures.counted(value.n(), "prediction")
                + ") in window "
                + value.label()
                + threshold()
                + ".";
    }

    private String threshold() {
        return Double.isFinite(history.performance().threshold())
                ? "; its threshold is " + Figures.number(history.performance().threshold(), 3)
                : "; it has no threshold, because the reference has no labels";
    }

    private String decay() {
        DecayFit fit = history.fit();
        String metric = Figures.metric(history.metric());
        if (fit == null) {
            return "There is no forecast: nothing was fitted yet.";
        }
        if (fit.status() != DecayFit.Status.OK) {
            return "There is no forecast: " + fit.reason() + ".";
        }
        if (fit.halfLife().isEmpty()) {
            return Figures.capital(metric)
                    + " is not getting worse over "
                    + Figures.counted(fit.windows(), "window")
                    + ", so there is no half-life and no forecast.";
        }
        String interval = PerformanceWords.days(fit.halfLifeInterval());
        return "The "
                + PerformanceWords.halving(fit.metric())
                + " is "
                + Figures.number(fit.halfLife().get(), 0)
                + " days"
                + (interval.isEmpty() ? "" : " (95 % interval " + interval + ")")
                + ", from "
                + Figures.counted(fit.windows(), "window")
                + crossing(fit)
                + ".";
    }

    private String crossing(DecayFit fit) {
        if (fit.crossingIfAny().isEmpty()) {
            return "; no date on which the threshold is met can be named";
        }
        DecayFit.Crossing crossing = fit.crossingIfAny().get();
        boolean isPast = !crossing.at().isAfter(asOf());
        return (isPast ? "; the fit met " : "; it is forecast to meet ")
                + Figures.number(crossing.threshold(), 3)
                + " on "
                + Figures.day(crossing.at())
                + " ("
                + PerformanceWords.dates(crossing)
                + ")";
    }

    private Instant asOf() {
        return history.watched().run().map(AnalysisRun::asOf).orElseGet(history::known);
    }

    private static String request(LastRequest request) {
        String what =
                switch (request.state()) {
                    case "REQUESTED" -> "Retraining is requested and not delivered yet";
                    case "SENT" -> "Retraining was requested and the call delivered";
                    case "ACKNOWLEDGED" -> "Retraining was requested and acknowledged";
                    case "RUNNING" -> "Retraining is running";
                    case "SUCCEEDED" -> "The last retraining succeeded";
                    case "FAILED" -> "The last retraining failed";
                    case "EXPIRED" -> "The last call to retrain expired unanswered";
                    default -> "The last call to retrain was cancelled";
                };
        return what
                + " (reason: "
                + request.reason().jsonName()
                + "; "
                + Figures.day(request.asOf())
                + ").";
    }
}
