// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.decay.DecayAnalysis;
import io.halflife.monitor.decay.DecayOrigins;
import io.halflife.monitor.decay.DecayReport;
import io.halflife.monitor.drift.DatasetDrift;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.Maturity;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.retraining.Deployments;
import io.halflife.monitor.retraining.RequestGate;
import io.halflife.monitor.retraining.RequestId;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.monitor.retraining.RetrainingRule;
import io.halflife.monitor.retraining.Ruling;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run's decisions, in this order: tests → verdicts by families → alarm states → maturity → decay
 * fits → the decision → at most one request.
 *
 * <p>A pure function: no clock, no data source, no chance; the same input gives the same report.
 */
public final class Analysis {

    private final AnalysisInput input;
    private final MonitoringPolicy policy;
    private final Deployments deployments;
    private final LeftOut leftOut;

    private Analysis(AnalysisInput input) {
        this.input = input;
        this.policy = input.policy();
        this.deployments = Deployments.upTo(input.asOf(), input.history().deployments());
        this.leftOut = new LeftOut(input.periods());
    }

    public static AnalysisReport of(AnalysisInput input) {
        return new Analysis(input).report();
    }

    /** What {@link SegmentAnalysis} needs of a part of the rows: no fits and no decision. */
    static SegmentReport ofSegment(Segment segment, AnalysisInput part) {
        Analysis analysis = new Analysis(part);
        List<DriftResult> judged = new WindowVerdicts(part.policy().drift()).of(part);
        AlarmTimeline alarms = analysis.alarms(judged);
        return new SegmentReport(
                segment,
                analysis.profiles(),
                judged.stream().map(row -> withState(row, alarms)).toList(),
                alarms.restated(),
                analysis.performance().written());
    }

    /**
     * The rows of some windows of a run, of which newer ones are yet to be read.
     *
     * @param input whose history holds no verdict of the windows that the next portion begins with,
     *     nor of newer ones
     */
    public static PortionReport portionOf(AnalysisInput input) {
        return new Analysis(input).portion();
    }

    private PortionReport portion() {
        WindowVerdicts verdicts = new WindowVerdicts(policy.drift());
        List<DriftResult> judged = verdicts.of(input);
        AlarmTimeline alarms = alarms(judged);
        return new PortionReport(
                input.windows().size(),
                rows(),
                profiles(),
                judged.stream().map(row -> withState(row, alarms)).toList(),
                alarms.restated(),
                performance().written(),
                verdicts.beside(input.comparisons()));
    }

    private long rows() {
        return input.windows().stream().mapToLong(WindowAnalysis::rows).sum();
    }

    private AnalysisReport report() {
        WindowVerdicts verdicts = new WindowVerdicts(policy.drift());
        List<DriftResult> judged = verdicts.of(input);
        AlarmTimeline alarms = alarms(judged);
        PerformanceTimeline performance = performance();
        DecayReport decay = decay(performance);
        List<DatasetDrift> drift =
                alarms.datasetDrift(
                        RetrainingRule.DRIFTING_WINDOWS_SPAN, input.asOf(), policy.grace());
        Ruling ruling =
                new RetrainingRule(policy)
                        .decide(decay.standing().orElse(null), decay.noStanding(), drift);
        RequestGate gate =
                new RequestGate(policy.coolDown(), input.history().requests(), deployments);
        Optional<String> refusal =
                ruling.asksFor().flatMap(reason -> gate.refusal(input.version(), input.asOf()));
        Optional<RetrainingRequest> request =
                refusal.isPresent()
                        ? Optional.empty()
                        : ruling.asksFor().map(reason -> request(reason, ruling));
        return new AnalysisReport(
                input.version().id(),
                input.environment(),
                input.asOf(),
                input.reference().id(),
                input.policyRevision(),
                input.earlier().windows() + input.windows().size(),
                input.earlier().rows() + rows(),
                profiles(),
                judged.stream().map(row -> withState(row, alarms)).toList(),
                alarms.restated(),
                performance.written(),
                decay.fits(),
                ruling.decision(),
                ruling.reason()
                        + leftOut.words(performance.all())
                        + refusal.map(words -> "; no request: " + words).orElse("")
                        + (decay.warning().isEmpty() ? "" : "; " + decay.warning()),
                decay.standing().map(standing -> standing.forecastStreak()).orElse(0),
                !drift.isEmpty() && drift.get(0).isDrift(),
                request.orElse(null),
                gate.expired(input.asOf()),
                alarms.changes(),
                verdicts.beside(input.comparisons()));
    }

    private List<WindowProfile> profiles() {
        List<WindowProfile> profiles = new ArrayList<>();
        for (WindowAnalysis window : input.windows()) {
            for (ColumnAnalysis column : window.columns()) {
                profiles.add(
                        new WindowProfile(
                                window.window(),
                                window.label(),
                                column.summary(),
                                column.profile()));
            }
        }
        return profiles;
    }

    private AlarmTimeline alarms(List<DriftResult> judged) {
        List<DriftResult> stored =
                input.history().verdicts().stream()
                        .filter(row -> isOfThisCut(row.window()))
                        .toList();
        return new AlarmTimeline(
                policy.drift(),
                input.periods(),
                stored,
                judged.stream().filter(DriftResult::primary).toList(),
                input.earlier());
    }

    private static DriftResult withState(DriftResult row, AlarmTimeline alarms) {
        return row.primary() ? alarms.row(row.column(), row.window()) : row;
    }

    private PerformanceTimeline performance() {
        Maturity maturity = new Maturity(policy.matureCoverage(), policy.maxLabelDelay());
        return new PerformanceTimeline(
                maturity,
                input.asOf(),
                input.history().performance().stream()
                        .filter(value -> isOfThisCut(value.window()))
                        .filter(value -> value.window().isClosed(input.asOf(), policy.grace()))
                        .toList(),
                input.windows());
    }

    /** Windows that an earlier policy cut otherwise would overlap these. */
    private boolean isOfThisCut(Window window) {
        return policy.window()
                .containing(window.start())
                .filter(cut -> cut.equals(window))
                .isPresent();
    }

    private DecayReport decay(PerformanceTimeline performance) {
        DecayOrigins origins =
                new DecayOrigins(
                        deployments.firstOf(input.version().id().version()).orElse(null),
                        input.version()
                                .training()
                                .knownEnd()
                                .orElse(input.reference().lastEvent()));
        String metric = policy.performance().metric();
        return new DecayAnalysis(
                        input.version().output().task(), policy, origins, input.decayRange())
                .of(
                        leftOut.fitted(performance.all()),
                        input.reference().performanceOf(metric),
                        deployments.artifactsOf(
                                input.version().id().version(), input.version().artifactDigest()));
    }

    private RetrainingRequest request(RetrainingReason reason, Ruling ruling) {
        return new RetrainingRequest(
                RequestId.of(input.version().id(), input.environment(), input.asOf(), reason),
                input.version().id(),
                input.environment(),
                input.asOf(),
                reason,
                ruling.reason(),
                ruling.evidence());
    }
}
