// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.StoredRequest;
import java.util.List;
import java.util.Optional;

/** Sentences for single findings: every number with its unit, its interval and its n. */
final class FactWriter {

    private static final String WHOLE_RANGE = "all";

    private FactWriter() {}

    /** The newest window with a value of the metric that decides. */
    static String performance(String metric, List<PerformanceValue> oldestFirst) {
        PerformanceValue newest = null;
        for (PerformanceValue value : oldestFirst) {
            if (value.metric().equals(metric) && Double.isFinite(value.value())) {
                newest = value;
            }
        }
        return newest == null ? "no ground truth for " + metric + " yet" : text(newest);
    }

    private static String text(PerformanceValue value) {
        String interval =
                Double.isFinite(value.low()) && Double.isFinite(value.high())
                        ? String.format(
                                " (95 %% interval %s to %s)",
                                Figures.number(value.low(), 4), Figures.number(value.high(), 4))
                        : "";
        return value.metric()
                + (value.estimated() ? ", estimated, " : " ")
                + Figures.number(value.value(), 4)
                + interval
                + ", "
                + Figures.count(value.labelled())
                + " of "
                + Figures.counted(value.n(), "prediction")
                + " labelled, window "
                + value.label();
    }

    static String decay(String metric, List<DecayFit> fits) {
        return fits.stream()
                .filter(fit -> fit.metric().equals(metric) && fit.range().equals(WHOLE_RANGE))
                .findFirst()
                .map(FactWriter::text)
                .orElse("no fit of " + metric + " yet");
    }

    private static String text(DecayFit fit) {
        String over = " over " + Figures.counted(fit.windows(), "window");
        if (fit.halfLife().isEmpty()) {
            return fit.reason().isEmpty() ? "not getting worse" + over : fit.reason() + over;
        }
        String name =
                PerformanceDirections.lowerIsBetter(fit.metric()) ? "doubling time " : "half-life ";
        String halfLife =
                name + Figures.number(fit.halfLife().get(), 0) + " days" + interval(fit) + over;
        String quality = fit.reason().isEmpty() ? "" : "; " + fit.reason();
        return halfLife + fit.crossingIfAny().map(FactWriter::crossing).orElse("") + quality;
    }

    private static String interval(DecayFit fit) {
        DecayFit.Interval days = fit.halfLifeInterval();
        if (days == null || Double.isNaN(days.low()) || Double.isNaN(days.high())) {
            return "";
        }
        return " (95 % interval "
                + Figures.number(days.low(), 0)
                + " to "
                + (Double.isInfinite(days.high()) ? "never" : Figures.number(days.high(), 0))
                + ")";
    }

    private static String crossing(DecayFit.Crossing crossing) {
        return "; crosses "
                + Figures.number(crossing.threshold(), 4)
                + " on "
                + Figures.day(crossing.at())
                + " ("
                + (crossing.low() == null ? "?" : Figures.day(crossing.low()))
                + " to "
                + (crossing.high() == null ? "never" : Figures.day(crossing.high()))
                + ")";
    }

    static String decision(AnalysisRun run) {
        String word =
                switch (run.decision()) {
                    case "RETRAIN_NOW" -> "retrain now";
                    case "RETRAIN_PREDICTED" -> "retraining will be due";
                    case "RETRAIN_ON_DRIFT" -> "retrain because the inputs moved";
                    default -> "no retraining";
                };
        return run.decisionReason().isEmpty() ? word : word + ": " + run.decisionReason();
    }

    static Optional<String> openRequest(List<StoredRequest> requests) {
        return requests.stream()
                .filter(StoredRequest::isOpen)
                .reduce((older, newer) -> newer)
                .map(
                        r ->
                                r.request().reason().jsonName()
                                        + ", asked as of "
                                        + Figures.day(r.request().asOf())
                                        + ", "
                                        + r.state());
    }
}
