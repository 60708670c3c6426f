// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.calibration.ReferenceCalibrations;
import io.halflife.monitor.calibration.SeasonChoice;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftPolicy;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.JudgedTest;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.policy.DriftSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Brings tests of windows to verdicts, family by family; the alarm states are yet to come. */
final class WindowVerdicts {

    /** The rows of comparisons beside name no reference. */
    private static final long NO_REFERENCE = ReferenceFacts.NONE.id();

    private final DriftPolicy policy;

    WindowVerdicts(DriftSettings settings) {
        this.policy = new DriftPolicy(settings);
    }

    /** All tests, by window and column. */
    List<DriftResult> of(AnalysisInput input) {
        Comparisons comparisons = input.comparisons();
        return judge(
                Stream.concat(input.windows().stream(), comparisons.rejudged().stream()),
                input.reference().id(),
                comparisons.calibrations());
    }

    /** The primary tests of each comparison. */
    List<BesideResult> beside(Comparisons comparisons) {
        ReferenceCalibrations none =
                ReferenceCalibrations.none(
                        SeasonChoice.pooled("windows before the judged one have no season"), "");
        List<BesideResult> rows = new ArrayList<>();
        comparisons
                .beside()
                .forEach(
                        (moving, windows) ->
                                judge(windows.stream(), NO_REFERENCE, none).stream()
                                        .filter(DriftResult::primary)
                                        .forEach(
                                                row ->
                                                        rows.add(
                                                                new BesideResult(
                                                                        moving.name(), row))));
        return rows;
    }

    private List<DriftResult> judge(
            Stream<WindowAnalysis> windows, long reference, ReferenceCalibrations calibrations) {
        List<DriftResult> rows = new ArrayList<>();
        windows.sorted(Comparator.comparing(WindowAnalysis::window))
                .forEach(
                        window -> {
                            for (JudgedTest test : policy.judge(tests(window), calibrations)) {
                                rows.add(
                                        test.toResult(
                                                        window.window(),
                                                        window.label(),
                                                        reference,
                                                        AlarmState.CLEAR)
                                                .comparedWith(window.comparedWith()));
                            }
                        });
        return rows;
    }

    private static List<TestResult> tests(WindowAnalysis window) {
        return window.columns().stream()
                .sorted(Comparator.comparing(ColumnAnalysis::column))
                .flatMap(column -> column.tests().stream())
                .toList();
    }
}
