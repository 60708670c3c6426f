// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Division;
import io.halflife.analyzer.engine.ReadWindows;
import io.halflife.analyzer.engine.WindowJob;
import io.halflife.analyzer.portion.PortionSize;
import io.halflife.analyzer.portion.RunProgress;
import io.halflife.analyzer.portion.WindowShare;
import io.halflife.monitor.analysis.EarlierPortions;
import io.halflife.monitor.analysis.PortionReport;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.window.Window;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.portion.UnfinishedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A planned run and how far it has come. Mostly it is one portion; a run of many windows is
 * several, oldest first. One thread.
 */
final class PortionedRun {

    private final RunPlan plan;
    private final List<List<TouchedWindow>> portions;
    private final List<PortionSize.Share> shares;
    private EarlierPortions earlier;
    private int next;
    private long verdicts;
    private long drifted;

    PortionedRun(RunPlan plan, PortionSize size, int profilePoints) {
        this.plan = plan;
        Function<TouchedWindow, PortionSize.Share> shareOf = shareOf(plan, profilePoints);
        this.portions = size.cut(plan.job().windows(), shareOf);
        this.shares =
                portions.stream().map(windows -> PortionSize.Share.of(windows, shareOf)).toList();
        this.earlier = plan.start().earlier();
    }

    private static Function<TouchedWindow, PortionSize.Share> shareOf(
            RunPlan plan, int profilePoints) {
        int all = Columns.of(plan.version().definition()).count();
        Division division = plan.job().division();
        WindowShare share =
                new WindowShare(
                        division.keys().size(),
                        division.count(),
                        plan.revision().policy().drift().beside().size(),
                        profilePoints,
                        Division.POINTS_MAX);
        // Of a window with new labels only the label's column comes back.
        return window ->
                share.of(
                        window,
                        window.labelsOnly() && !plan.tiles().containsKey(window.window())
                                ? 1
                                : all);
    }

    RunPlan plan() {
        return plan;
    }

    /** The windows that are to be read next. */
    WindowJob job() {
        return plan.job().only(portions.get(next));
    }

    /**
     * Rows can be archived and dropped, or erased, between the plan and the reading.
     *
     * @throws RunException for a window of which fewer were read than the plan counted: what is
     *     left would replace figures over all
     */
    void requireAllRows(ReadWindows read) {
        Map<Window, Long> rows = new HashMap<>();
        read.whole().forEach(window -> rows.put(window.window(), window.rows()));
        for (TouchedWindow planned : portions.get(next)) {
            long found = rows.getOrDefault(planned.window(), 0L);
            if (!planned.labelsOnly() && found < planned.rows()) {
                throw RunException.lostRows(plan, planned, found, earlier.windows() > 0);
            }
        }
    }

    /** The plan of the windows that are to be read next. */
    RunPlan part() {
        return plan.only(portions.get(next));
    }

    PortionSize.Share share() {
        return shares.get(next);
    }

    boolean isFirst() {
        return next == 0;
    }

    boolean isLast() {
        return next == portions.size() - 1;
    }

    /** Whether it is worth saying how far it is. */
    boolean isLong() {
        return portions.size() > 1 || earlier.windows() > 0;
    }

    EarlierPortions earlier() {
        return earlier;
    }

    void begin(EarlierPortions first) {
        this.earlier = first;
    }

    /** Where the portion begins; that of a run without windows has no begin. */
    Optional<Instant> from() {
        return portions.get(next).stream().findFirst().map(window -> window.window().start());
    }

    /** Where the next portion begins. */
    Instant nextFrom() {
        return portions.get(next + 1).get(0).window().start();
    }

    /** The mark to be written with a portion. */
    UnfinishedRun mark(PortionReport report, RunClock clock) {
        EarlierPortions then = earlier.then(report, nextFrom());
        List<TouchedWindow> windows = portions.get(next);
        Instant end = windows.get(windows.size() - 1).window().end();
        // Windows of the attempt before that are read again do not make its other ones undone.
        Optional<UnfinishedRun> reaching =
                plan.start().attempt().filter(mark -> mark.doneUntil().isAfter(end));
        return new UnfinishedRun(
                reaching.map(UnfinishedRun::asOf).orElse(clock.asOf()),
                reaching.map(UnfinishedRun::watermark).orElse(clock.settled()),
                plan.reference().id(),
                plan.revision().revision(),
                reaching.map(UnfinishedRun::doneUntil).orElse(end),
                then.windows(),
                windowsTotal(),
                then.rows(),
                then.judged(),
                then.inAlarm(),
                clock.startedAt());
    }

    private int windowsTotal() {
        return plan.start().earlier().windows() + plan.job().windows().size();
    }

    /** The portion is written. */
    void advance(PortionReport report) {
        earlier = earlier.then(report, nextFrom());
        verdicts += report.verdicts().stream().filter(DriftResult::primary).count();
        drifted +=
                report.verdicts().stream()
                        .filter(row -> row.primary() && row.verdict() == Verdict.DRIFTED)
                        .count();
        next++;
    }

    /** With what earlier portions of this attempt have judged. */
    RunSummary whole(RunSummary last) {
        return last.plus(verdicts, drifted);
    }

    RunProgress progress(RunClock clock, Instant now) {
        return new RunProgress(
                plan.version().definition().id(),
                plan.scope().environment(),
                clock.asOf(),
                earlier.windows(),
                windowsTotal(),
                earlier.rows(),
                Duration.between(clock.startedAt(), now));
    }
}
