// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.History;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts what a report says. */
final class Summaries {

    private Summaries() {}

    static RunSummary of(
            AnalysisReport report,
            History history,
            Optional<String> request,
            Instant started,
            Instant finished) {
        List<DriftResult> judged = report.verdicts().stream().filter(DriftResult::primary).toList();
        return new RunSummary(
                report.version(),
                report.environment(),
                report.asOf(),
                report.windows(),
                report.rows(),
                judged.size(),
                judged.stream().filter(row -> row.verdict() == Verdict.DRIFTED).count(),
                alarms(history.verdicts(), report),
                report.decision().name(),
                request,
                Duration.between(started, finished));
    }

    /** Columns whose newest verdict, stored or new, leaves them in alarm. */
    private static long alarms(List<DriftResult> stored, AnalysisReport report) {
        Map<Column, DriftResult> newest = new HashMap<>();
        Stream.of(stored, report.restated(), report.verdicts())
                .flatMap(List::stream)
                .filter(DriftResult::primary)
                .forEach(row -> newest.merge(row.column(), row, Summaries::later));
        return newest.values().stream().filter(row -> row.alarmState() == AlarmState.ALARM).count();
    }

    /** Of the same window the second, which is what the report says. */
    private static DriftResult later(DriftResult first, DriftResult second) {
        return second.window().compareTo(first.window()) >= 0 ? second : first;
    }
}
