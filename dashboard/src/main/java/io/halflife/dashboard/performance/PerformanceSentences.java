// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.performance;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.PerformanceWords;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.results.AnalysisRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How good the version is, how good it is thought to be by now, and what was decided. */
final class PerformanceSentences {

    private final PerformanceHistory history;
    private final AnalysisRun run;
    private final String metric;

    PerformanceSentences(PerformanceHistory history, AnalysisRun run) {
        this.history = history;
        this.run = run;
        this.metric = Figures.metric(history.metric());
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(measured());
        newestEstimate().ifPresent(estimate -> sentences.add(estimated(estimate)));
        if (history.isOpenEnded() && !run.decisionReason().isEmpty()) {
            sentences.add(
                    "Decision as of "
                            + Figures.minute(run.asOf())
                            + ": "
                            + PerformanceWords.decision(run.decision())
                            + ", because "
                            + run.decisionReason()
                            + ".");
        }
        return sentences;
    }

    private String measured() {
        Optional<PerformanceValue> newest = history.newest();
        if (newest.isEmpty()) {
            return "There is no " + metric + " yet: no prediction of this period has ground truth.";
        }
        PerformanceValue value = newest.get();
        return Figures.capital(metric)
                + " is "
                + figure(value)
                + ", n "
                + Figures.count(value.labelled())
                + " of "
                + Figures.counted(value.n(), "prediction")
                + " with ground truth, in window "
                + value.label()
                + (value.mature() ? "" : ", whose labels are still coming")
                + reference()
                + ".";
    }

    private String reference() {
        String own =
                Double.isFinite(history.reference())
                        ? "; the reference had " + number(history.reference())
                        : "; the reference has no value of its own";
        return own
                + (Double.isFinite(history.threshold())
                        ? ", the threshold is " + number(history.threshold())
                        : "");
    }

    /** The newest estimate of what waits for labels. */
    private Optional<PerformanceValue> newestEstimate() {
        return history.awaited().stream()
                .filter(value -> Double.isFinite(value.value()))
                .reduce((older, newer) -> newer);
    }

    private String estimated(PerformanceValue value) {
        return "Until labels come it is estimated to be "
                + figure(value)
                + ", from "
                + Figures.counted(value.n(), "prediction")
                + " of window "
                + value.label()
                + "; an estimate decides nothing.";
    }

    private static String figure(PerformanceValue value) {
        String interval = PerformanceWords.interval(value.low(), value.high());
        return number(value.value())
                + (interval.isEmpty() ? "" : " (95 % interval " + interval + ")");
    }

    private static String number(double value) {
        return Figures.number(value, PerformanceWords.DECIMALS);
    }
}
