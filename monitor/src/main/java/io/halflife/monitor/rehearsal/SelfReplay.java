// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.calibration.ColumnCalibration;
import io.halflife.monitor.calibration.ReferenceCalibrations;
import io.halflife.monitor.calibration.SeasonChoice;
import io.halflife.monitor.drift.AlarmHistory;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftPolicy;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.JudgedTest;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows of a reference judged as if they were production, each against the rest of the
 * reference: whatever is found is a false alarm. Columns come one by one and leave a few figures a
 * window.
 *
 * <p>No window is judged by itself: it is not in what it is compared with, and the floor that is
 * calibrated for it comes from the others. Only the design effect is that of all windows.
 */
public final class SelfReplay {

    /** As few say nothing about a rate, and calibrate nothing. */
    public static final int WINDOWS_MIN = ReferenceCalibrations.WINDOWS_MIN;

    private final DriftSettings settings;
    private final List<List<TestResult>> tests = new ArrayList<>();
    private final List<Map<Column, ColumnCalibration>> calibrations = new ArrayList<>();
    private final Map<Column, FalseAlarms.OfColumn> found = new HashMap<>();

    /**
     * A replay of so many windows.
     *
     * @throws IllegalArgumentException for fewer than {@link #WINDOWS_MIN}
     */
    public SelfReplay(DriftSettings settings, int windows) {
        if (windows < WINDOWS_MIN) {
            throw new IllegalArgumentException(ReferenceCalibrations.tooFew(windows));
        }
        this.settings = settings;
        for (int i = 0; i < windows; i++) {
            tests.add(new ArrayList<>());
            calibrations.add(new HashMap<>());
        }
    }

    /**
     * Takes a column.
     *
     * @param own its profiles in the windows, oldest first, one for each
     */
    public void add(List<FeatureProfile> own) {
        if (own.size() != tests.size()) {
            throw new IllegalArgumentException(
                    own.size() + " profiles of " + tests.size() + " windows");
        }
        Column column = own.get(0).column();
        compare(own, 0, own.size(), FeatureProfile.empty(column, own.get(0).kind()));
        OwnEffects effects = OwnEffects.of(column, own, tests);
        for (int i = 0; i < own.size(); i++) {
            calibrations.get(i).put(column, effects.without(i));
        }
    }

    /** Halves, so that each of n values is merged log₂(windows) times and not windows times. */
    private void compare(List<FeatureProfile> own, int from, int to, FeatureProfile outside) {
        if (to - from == 1) {
            DriftTests.compare(outside, own.get(from), settings).stream()
                    .filter(DriftPolicy::isInFamily)
                    .forEach(tests.get(from)::add);
            return;
        }
        int middle = (from + to) / 2;
        compare(own, from, middle, outside.merge(merged(own, middle, to)));
        compare(own, middle, to, outside.merge(merged(own, from, middle)));
    }

    private static FeatureProfile merged(List<FeatureProfile> own, int from, int to) {
        if (to - from == 1) {
            return own.get(from);
        }
        int middle = (from + to) / 2;
        return merged(own, from, middle).merge(merged(own, middle, to));
    }

    /** What was found; columns come before. */
    public FalseAlarms finish() {
        DriftPolicy policy = new DriftPolicy(settings);
        Map<Column, AlarmHistory> histories = new HashMap<>();
        for (int i = 0; i < tests.size(); i++) {
            ReferenceCalibrations own =
                    new ReferenceCalibrations(SeasonChoice.pooled(""), "", calibrations.get(i));
            for (JudgedTest judged : policy.judge(tests.get(i), own)) {
                if (judged.test().primary()) {
                    count(judged, histories);
                }
            }
        }
        return new FalseAlarms(tests.size(), List.copyOf(found.values()));
    }

    private void count(JudgedTest judged, Map<Column, AlarmHistory> histories) {
        Column column = judged.test().column();
        found.putIfAbsent(column, new FalseAlarms.OfColumn(column, 0, 0, 0, 0));
        if (judged.verdict() == Verdict.INCONCLUSIVE) {
            return;
        }
        AlarmHistory before = histories.getOrDefault(column, AlarmHistory.start(settings));
        AlarmHistory after = before.then(judged.verdict());
        histories.put(column, after);
        boolean raises = after.state() == AlarmState.ALARM && before.state() != AlarmState.ALARM;
        boolean raw = Boolean.TRUE.equals(judged.driftDetected());
        found.computeIfPresent(
                column, (c, sum) -> sum.and(raw, judged.verdict() == Verdict.DRIFTED, raises));
    }
}
