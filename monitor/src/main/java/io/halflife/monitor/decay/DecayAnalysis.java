// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static io.halflife.monitor.figures.Figures.count;
import static io.halflife.monitor.figures.Figures.number;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.Metrics;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Fits every metric of a task over a version's mature windows, and holds the deciding one against
 * its threshold.
 */
public final class DecayAnalysis {

    private static final String ROC_AUC = "roc_auc";
    private static final double ROC_AUC_FLOOR = 0.5;

    private final Task task;
    private final MonitoringPolicy policy;
    private final DecayOrigins origins;
    private final String range;

    /**
     * @param range window labels {@code A..B} to fit beside all windows; the empty string for none
     */
    public DecayAnalysis(Task task, MonitoringPolicy policy, DecayOrigins origins, String range) {
        this.task = Objects.requireNonNull(task, "task");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.origins = Objects.requireNonNull(origins, "origins");
        this.range = Objects.requireNonNull(range, "range");
    }

    /**
     * Fits.
     *
     * @param performance every metric of every window of the version
     * @param referenceValue the reference's value of the deciding metric; NaN when not known
     */
    public DecayReport of(List<PerformanceValue> performance, double referenceValue) {
        PerformanceSettings decides = policy.performance();
        OptionalDouble threshold = decides.threshold().resolve(referenceValue);
        List<WindowRange> ranges = new ArrayList<>(List.of(WindowRange.ALL));
        if (!range.isEmpty() && !range.equals(WindowRange.ALL.name())) {
            ranges.add(new WindowRange(range));
        }
        List<DecayFit> fits = new ArrayList<>();
        for (String metric : Metrics.fitted(task)) {
            DecayFitter fitter = fitter(metric, performance);
            boolean isDeciding = metric.equals(decides.metric());
            for (WindowRange each : ranges) {
                fits.add(
                        fitter.report(
                                each, isDeciding ? threshold : OptionalDouble.empty(), origins));
            }
        }
        String refusal = refusal(performance, threshold);
        return refusal.isEmpty()
                ? new DecayReport(fits, standing(performance, threshold.getAsDouble()), "")
                : new DecayReport(fits, null, refusal);
    }

    private Standing standing(List<PerformanceValue> performance, double threshold) {
        String metric = policy.performance().metric();
        return new StandingRule(policy.decay(), fitter(metric, performance), threshold)
                .of(DecaySeries.of(metric, performance));
    }

    private DecayFitter fitter(String metric, List<PerformanceValue> performance) {
        return new DecayFitter(DecaySeries.of(metric, performance), floor(metric));
    }

    /** The policy's floor is in the deciding metric's unit; AUC without skill is 0.5, never 0. */
    private double floor(String metric) {
        double set = metric.equals(policy.performance().metric()) ? policy.decay().floor() : 0;
        return set == 0 && metric.equals(ROC_AUC) ? ROC_AUC_FLOOR : set;
    }

    /** Why the deciding metric cannot be held against a threshold; empty when it can. */
    private String refusal(List<PerformanceValue> performance, OptionalDouble threshold) {
        String metric = policy.performance().metric();
        if (!Metrics.fitted(task).contains(metric)) {
            return "the policy's metric " + metric + " is none of " + task.jsonName();
        }
        if (threshold.isEmpty()) {
            return "the threshold is "
                    + words(policy.performance().threshold())
                    + " the reference's "
                    + metric
                    + ", and the reference has no ground truth";
        }
        DecaySeries series = DecaySeries.of(metric, performance);
        if (!series.points().isEmpty()) {
            return fitter(metric, performance).floorRefusal();
        }
        long windows = performance.stream().map(PerformanceValue::window).distinct().count();
        return count(windows, "window")
                + " seen, none of them mature with a value of "
                + metric
                + " yet";
    }

    private static String words(PerformanceSettings.Threshold threshold) {
        return threshold instanceof PerformanceSettings.Ratio ratio
                ? number(ratio.ratio()) + " times"
                : threshold.toString();
    }
}
