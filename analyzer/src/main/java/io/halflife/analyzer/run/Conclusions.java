// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.ReadWindows;
import io.halflife.analyzer.portion.RunProgress;
import io.halflife.analyzer.run.MovingComparison.Compared;
import io.halflife.analyzer.run.MovingComparison.Judged;
import io.halflife.analyzer.volume.VolumeQuestion;
import io.halflife.analyzer.volume.Volumes;
import io.halflife.monitor.analysis.Analysis;
import io.halflife.monitor.analysis.AnalysisInput;
import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.Comparisons;
import io.halflife.monitor.analysis.History;
import io.halflife.monitor.analysis.PortionReport;
import io.halflife.monitor.analysis.SegmentsReport;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.monitor.volume.WindowVolume;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.Watermark;
import io.halflife.storage.report.RunFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last step of a run: what follows from the windows that were read, written in one transaction
 * for each version and environment, or portion by portion where there are very many. One thread.
 */
final class Conclusions {

    private final Storage storage;
    private final Histories histories;
    private final RunClock clock;
    private final String decayRange;
    private final int profilePoints;

    /**
     * Conclusions at a clock.
     *
     * @param profilePoints values that a numeric column of a window keeps
     */
    Conclusions(Storage storage, RunClock clock, String decayRange, int profilePoints) {
        this.profilePoints = profilePoints;
        this.storage = storage;
        this.histories = new Histories(storage);
        this.clock = clock;
        this.decayRange = decayRange;
    }

    /** What the first portion of several has to know is read before anything is written. */
    void begin(PortionedRun run) {
        if (!run.isLast() && run.isFirst()) {
            run.begin(histories.beforeFirst(run, periods(run)));
        }
    }

    /** Writes a portion that is not the last; under the version's lock. */
    void portion(PortionedRun run, ReadWindows read) {
        Periods periods = periods(run);
        AnalysisInput input = input(run, read, periods, histories.ofPortion(run));
        PortionReport report = Analysis.portionOf(input);
        SegmentsReport segments = new SegmentConclusions(storage).of(run.part(), read, input);
        storage.reports()
                .writePortion(
                        report,
                        segments,
                        volumes(run.plan(), periods, read.whole()),
                        run.plan().scope(),
                        run.mark(report, clock));
        run.advance(report);
    }

    /** Concludes and writes the report; under the version's lock. */
    RunSummary of(PortionedRun run, ReadWindows read) {
        Periods periods = periods(run);
        History history = histories.of(run, periods);
        AnalysisInput input = input(run, read, periods, history);
        AnalysisReport report = Analysis.of(input);
        SegmentsReport segments = new SegmentConclusions(storage).of(run.part(), read, input);
        Optional<String> request =
                storage.reports()
                        .write(
                                report,
                                segments,
                                new RunFacts(
                                                run.plan().scope().versionId(),
                                                clock.settled(),
                                                clock.startedAt(),
                                                run.plan().revision().policy().coolDown())
                                        .with(volumes(run.plan(), periods, read.whole())));
        return run.whole(Summaries.of(report, history, request, clock.startedAt(), now()));
    }

    RunProgress progress(PortionedRun run) {
        return run.progress(clock, now());
    }

    private Instant now() {
        return new Watermark(storage.jdbi()).clock();
    }

    private Periods periods(PortionedRun run) {
        return histories.periods(run.plan(), clock.asOf());
    }

    private AnalysisInput input(
            PortionedRun run, ReadWindows read, Periods periods, History history) {
        RunPlan plan = run.plan();
        List<WindowAnalysis> windows =
                new KeptProfiles(storage.jdbi(), run.part(), profilePoints).complete(read.whole());
        Together together =
                compared(plan, periods, new KeptFigures(storage, run.part()).keep(windows));
        return new AnalysisInput(
                        plan.version().definition(),
                        plan.scope().environment(),
                        clock.asOf(),
                        plan.reference(),
                        plan.revision().policy(),
                        plan.revision().revision(),
                        together.windows,
                        history,
                        decayRange)
                .with(periods)
                .with(together.comparisons)
                .after(run.earlier());
    }

    private List<WindowVolume> volumes(
            RunPlan plan, Periods periods, List<WindowAnalysis> windows) {
        VolumeQuestion question =
                new VolumeQuestion(
                        plan.version(),
                        plan.scope(),
                        plan.revision().policy(),
                        plan.reference().id(),
                        plan.moving(),
                        periods);
        return new Volumes(storage).of(question, windows);
    }

    /** The windows as they are judged, and what else they are compared by. */
    private record Together(List<WindowAnalysis> windows, Comparisons comparisons) {}

    private Together compared(RunPlan plan, Periods periods, List<WindowAnalysis> read) {
        Compared inForce =
                plan.moving()
                        .map(
                                moving ->
                                        comparison(plan, periods, moving)
                                                .compare(read, judged(plan)))
                        .orElseGet(() -> new Compared(read, List.of()));
        Map<MovingReference, List<WindowAnalysis>> beside = new LinkedHashMap<>();
        for (MovingReference moving : plan.revision().policy().drift().beside()) {
            Compared found = comparison(plan, periods, moving).compare(read, Judged.ALL);
            List<WindowAnalysis> all = new ArrayList<>(found.windows());
            all.addAll(found.dependents());
            beside.put(moving, all);
        }
        return new Together(
                inForce.windows(),
                new Comparisons(plan.calibration().known(), inForce.dependents(), beside));
    }

    private MovingComparison comparison(RunPlan plan, Periods periods, MovingReference moving) {
        return new MovingComparison(
                storage.jdbi(), plan.scope(), moving, plan.revision().policy(), periods);
    }

    /** What another reference judged keeps its verdict. */
    private Judged judged(RunPlan plan) {
        return (from, to) ->
                histories.verdicts(plan).judgedBy(plan.reference().id(), from, to)::contains;
    }
}
