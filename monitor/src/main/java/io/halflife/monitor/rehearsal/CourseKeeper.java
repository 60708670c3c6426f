// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts primary rows, and keeps the alarms that they tell of. Rows come in the order of their
 * windows; of those before the range nothing is counted, but an alarm of theirs may end in it.
 */
final class CourseKeeper {

    private final Instant from;
    private final List<AlarmSpan> ended = new ArrayList<>();
    private final Map<Column, AlarmSpan> standing = new HashMap<>();
    private final Tallies tallies = new Tallies();
    private long verdicts;
    private long raw;
    private long drifted;
    private long inconclusive;

    /**
     * @param from windows that start here or later are counted
     */
    CourseKeeper(Instant from) {
        this.from = from;
    }

    void add(DriftResult row) {
        if (!row.window().start().isBefore(from)) {
            verdicts++;
            raw += Boolean.TRUE.equals(row.driftDetected()) ? 1 : 0;
            drifted += row.verdict() == Verdict.DRIFTED ? 1 : 0;
            inconclusive += row.verdict() == Verdict.INCONCLUSIVE ? 1 : 0;
            tallies.add(row);
        }
        if (!row.marks().isMuted()) {
            follow(row);
        }
    }

    private void follow(DriftResult row) {
        AlarmSpan span = standing.get(row.column());
        boolean alarm = row.alarmState() == AlarmState.ALARM;
        if (alarm && span == null) {
            standing.put(
                    row.column(),
                    new AlarmSpan(
                            row.column(), row.window(), row.label(), null, null, row.reason()));
        } else if (!alarm && span != null) {
            standing.remove(row.column());
            keep(span.clearedBy(row.window(), row.label()));
        }
    }

    private void keep(AlarmSpan span) {
        Window cleared = span.cleared();
        if (cleared == null || !cleared.start().isBefore(from)) {
            ended.add(span);
        }
    }

    Course course(List<Asked> asked) {
        standing.values().forEach(this::keep);
        standing.clear();
        ended.sort(Comparator.comparing(AlarmSpan::raised).thenComparing(span -> span.column()));
        return new Course(
                verdicts,
                raw,
                drifted,
                inconclusive,
                ended,
                asked.stream().filter(each -> !each.asOf().isBefore(from)).toList(),
                tallies.columns(ended),
                tallies.windows(ended));
    }
}
