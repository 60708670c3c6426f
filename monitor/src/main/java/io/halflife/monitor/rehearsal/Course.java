// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import java.util.List;

/**
 * What a policy made of the windows.
 *
 * @param verdicts columns of windows that were judged
 * @param raw of these, how many had a raw p below alpha
 * @param drifted how many drifted
 * @param inconclusive how many could not be judged
 * @param alarms by the windows that raised them
 * @param asked by their clocks
 * @param columns each column that was judged
 * @param windows each window that was judged, in the order of time
 */
public record Course(
        long verdicts,
        long raw,
        long drifted,
        long inconclusive,
        List<AlarmSpan> alarms,
        List<Asked> asked,
        List<ColumnTally> columns,
        List<WindowTally> windows) {

    public Course {
        alarms = List.copyOf(alarms);
        asked = List.copyOf(asked);
        columns = List.copyOf(columns);
        windows = List.copyOf(windows);
    }

    /** Alarms that the windows raised; the others stood when the first of them began. */
    public long raised() {
        return windows.stream().mapToLong(WindowTally::raised).sum();
    }
}
