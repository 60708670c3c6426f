// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.ReadWindows;
import io.halflife.monitor.analysis.Analysis;
import io.halflife.monitor.analysis.AnalysisInput;
import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.History;
import io.halflife.monitor.analysis.SegmentsReport;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.Watermark;
import io.halflife.storage.report.RunFacts;
import java.util.List;
import java.util.Optional;

/**
 * The last step of a run: what follows from the windows that were read, written in one transaction
 * for each version and environment. One thread.
 */
final class Conclusions {

    private final Storage storage;
    private final RunClock clock;
    private final String decayRange;

    Conclusions(Storage storage, RunClock clock, String decayRange) {
        this.storage = storage;
        this.clock = clock;
        this.decayRange = decayRange;
    }

    /** Concludes and writes the report; under the version's lock. */
    RunSummary of(RunPlan plan, ReadWindows read) {
        MonitoringPolicy policy = plan.revision().policy();
        Periods periods =
                storage.mutes()
                        .knownAt(
                                clock.asOf(), plan.version().modelId(), plan.scope().environment());
        History history = new Histories(storage).of(plan.scope(), plan.version().modelId());
        AnalysisInput input =
                new AnalysisInput(
                                plan.version().definition(),
                                plan.scope().environment(),
                                clock.asOf(),
                                plan.reference(),
                                policy,
                                plan.revision().revision(),
                                compared(plan, periods, read.whole()),
                                history,
                                decayRange)
                        .with(periods);
        AnalysisReport report = Analysis.of(input);
        SegmentsReport segments = new SegmentConclusions(storage).of(plan, read, input);
        Optional<String> request =
                storage.reports()
                        .write(
                                report,
                                segments,
                                new RunFacts(
                                        plan.scope().versionId(),
                                        clock.settled(),
                                        clock.startedAt(),
                                        policy.coolDown()));
        return Summaries.of(
                report, history, request, clock.startedAt(), new Watermark(storage.jdbi()).clock());
    }

    private List<WindowAnalysis> compared(
            RunPlan plan, Periods periods, List<WindowAnalysis> read) {
        return plan.moving()
                .map(
                        moving ->
                                new MovingComparison(
                                                storage.jdbi(),
                                                plan.scope(),
                                                moving,
                                                plan.revision().policy(),
                                                periods)
                                        .compare(read))
                .orElse(read);
    }
}
