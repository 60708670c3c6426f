// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.profile.WindowProfile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of one portion of a run that is not its last: windows that are done, without what only a
 * whole run decides (fits, decision, request, alarms raised and cleared).
 *
 * @param windows windows that were read
 * @param rows predictions in them
 * @param profiles as in {@link AnalysisReport}
 * @param verdicts as in {@link AnalysisReport}
 * @param restated as in {@link AnalysisReport}
 * @param performance of the windows read
 * @param beside as in {@link AnalysisReport}
 */
public record PortionReport(
        int windows,
        long rows,
        List<WindowProfile> profiles,
        List<DriftResult> verdicts,
        List<DriftResult> restated,
        List<PerformanceValue> performance,
        List<BesideResult> beside) {

    public PortionReport {
        profiles = List.copyOf(profiles);
        verdicts = List.copyOf(verdicts);
        restated = List.copyOf(restated);
        performance = List.copyOf(performance);
        beside = List.copyOf(beside);
    }

    /** Under a policy that compares with nothing beside. */
    public PortionReport(
            int windows,
            long rows,
            List<WindowProfile> profiles,
            List<DriftResult> verdicts,
            List<DriftResult> restated,
            List<PerformanceValue> performance) {
        this(windows, rows, profiles, verdicts, restated, performance, List.of());
    }

    /** Columns with new verdicts, or of which periods say something else than before. */
    public Set<Column> judged() {
        return Stream.concat(verdicts.stream(), restated.stream())
                .map(DriftResult::column)
                .collect(Collectors.toUnmodifiableSet());
    }
}
