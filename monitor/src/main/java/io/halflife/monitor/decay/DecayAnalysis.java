// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import static io.halflife.monitor.figures.Figures.count;
import static io.halflife.monitor.figures.Figures.day;
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
        return of(performance, referenceValue, ServedArtifacts.ONE);
    }

    /**
     * Fits the windows of the present artifact; a range that was asked for takes all of its own.
     *
     * @param performance every metric of every window of the version
     * @param referenceValue the reference's value of the deciding metric; NaN when not known
     * @param served which artifact served when
     */
    public DecayReport of(
            List<PerformanceValue> performance, double referenceValue, ServedArtifacts served) {
        PerformanceSettings decides = policy.performance();
        OptionalDouble threshold = decides.threshold().resolve(referenceValue);
        List<WindowRange> ranges = new ArrayList<>(List.of(WindowRange.ALL));
        if (!range.isEmpty() && !range.equals(WindowRange.ALL.name())) {
            ranges.add(new WindowRange(range));
        }
        List<DecayFit> fits = new ArrayList<>();
        for (String metric : Metrics.fitted(task)) {
            boolean isDeciding = metric.equals(decides.metric());
            OptionalDouble limit = isDeciding ? threshold : OptionalDouble.empty();
            DecaySeries whole = DecaySeries.of(metric, performance);
            for (WindowRange each : ranges) {
                fits.add(
                        each.equals(WindowRange.ALL)
                                ? fitter(whole.servedBy(served))
                                        .report(each, limit, origins)
                                        .since(served)
                                : fitter(whole).report(each, limit, origins));
            }
        }
        DecaySeries series = DecaySeries.of(decides.metric(), performance).servedBy(served);
        String refusal = refusal(performance, series, threshold);
        String warning =
                EstimateWarning.of(decides.metric(), performance, threshold.orElse(Double.NaN));
        return refusal.isEmpty()
                ? new DecayReport(fits, standing(series, threshold.getAsDouble()), "", warning)
                : new DecayReport(fits, null, refusal + since(served, series), warning);
    }

    private static String since(ServedArtifacts served, DecaySeries series) {
        return series.points().isEmpty()
                ? served.lastChange()
                        .map(at -> ", of the artifact that serves since " + day(at))
                        .orElse("")
                : "";
    }

    private Standing standing(DecaySeries series, double threshold) {
        return new StandingRule(policy.decay(), fitter(series), threshold).of(series);
    }

    private DecayFitter fitter(DecaySeries series) {
        return new DecayFitter(series, floor(series.metric()), policy.decay().excludeBroken());
    }

    /** The policy's floor is in the deciding metric's unit; AUC without skill is 0.5, never 0. */
    private double floor(String metric) {
        double set = metric.equals(policy.performance().metric()) ? policy.decay().floor() : 0;
        return set == 0 && metric.equals(ROC_AUC) ? ROC_AUC_FLOOR : set;
    }

    /** Why the deciding metric cannot be held against a threshold; empty when it can. */
    private String refusal(
            List<PerformanceValue> performance, DecaySeries series, OptionalDouble threshold) {
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
        if (!series.points().isEmpty()) {
            return fitter(series).floorRefusal();
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
