// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.drift.AlarmHistory;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DatasetDrift;
import io.halflife.monitor.drift.DriftPolicy;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.JudgedTest;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.period.Marks;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges the tests of stored windows again under another policy, window after window: verdicts by
 * families, alarm states, requests, as runs at each window's close would have. Only states are
 * kept, so that any number of windows and columns can pass.
 *
 * <p>Law: under the policy that the windows were judged by, with the labels of then, the verdicts,
 * the alarms and the requests are those of the runs.
 */
public final class Rehearsal {

    private final Subject subject;
    private final MonitoringPolicy policy;
    private final DriftPolicy drift;
    private final CourseKeeper keeper;
    private final Map<Column, AlarmHistory> histories = new HashMap<>();
    private final TreeMap<Window, DatasetDrift> datasetDrift = new TreeMap<>();
    private Window last;

    public Rehearsal(Subject subject, MonitoringPolicy policy) {
        this.subject = subject;
        this.policy = policy;
        this.drift = new DriftPolicy(policy.drift());
        this.keeper = new CourseKeeper(subject.from());
    }

    /**
     * Takes the next window.
     *
     * @param tests the primary tests of its columns and their missing rates; others change nothing
     * @throws IllegalArgumentException when it does not come after the one before
     */
    public void add(Window window, String label, List<TestResult> tests) {
        if (last != null && window.compareTo(last) <= 0) {
            throw new IllegalArgumentException(window + " does not come after " + last);
        }
        last = window;
        Map<Column, AlarmState> states = new HashMap<>();
        for (JudgedTest judged : drift.judge(tests)) {
            if (judged.test().primary()) {
                DriftResult row = row(judged, window, label);
                keeper.add(row);
                if (!row.marks().isExcluded()) {
                    states.put(row.column(), told(row));
                }
            }
        }
        if (!states.isEmpty()) {
            datasetDrift.put(window, DatasetDrift.of(states, policy.drift()));
        }
    }

    private DriftResult row(JudgedTest judged, Window window, String label) {
        Column column = judged.test().column();
        Marks marks = subject.periods().of(column, window);
        AlarmHistory before = histories.getOrDefault(column, AlarmHistory.start(policy.drift()));
        AlarmHistory after =
                before.then(marks.isExcluded() ? Verdict.INCONCLUSIVE : judged.verdict());
        histories.put(column, after);
        return judged.toResult(window, label, subject.reference().id(), after.state())
                .withMarks(marks);
    }

    private static AlarmState told(DriftResult row) {
        return row.marks().isMuted() ? AlarmState.CLEAR : row.alarmState();
    }

    /** What came of it; no window may be added afterwards. */
    public Course finish() {
        return keeper.course(new Requests(subject, policy, datasetDrift).asked());
    }
}
