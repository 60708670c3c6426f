// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.model.Column;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the portions of a run before this one have done. A run of many windows is cut into portions,
 * oldest first, each of which is written whole before the next is read; together they write what
 * the run would write in one piece.
 *
 * @param windows windows computed in them
 * @param rows predictions in those
 * @param from where this portion begins: alarm states before it stand
 * @param inAlarm columns of which an alarm stood as told before the run began
 * @param judged columns with new verdicts or marks in them: their states change in later windows
 */
public record EarlierPortions(
        int windows, long rows, Instant from, Set<Column> inAlarm, Set<Column> judged) {

    /** A run in one piece. */
    public static final EarlierPortions NONE =
            new EarlierPortions(0, 0, Instant.MIN, Set.of(), Set.of());

    public EarlierPortions {
        Objects.requireNonNull(from, "from");
        inAlarm = Set.copyOf(inAlarm);
        judged = Set.copyOf(judged);
        if (windows < 0 || rows < 0) {
            throw new IllegalArgumentException(
                    "windows and rows are not negative: " + windows + ", " + rows);
        }
    }

    public boolean isNone() {
        return from.equals(Instant.MIN);
    }

    /** The same, gone on with from this instant where that is earlier. */
    public EarlierPortions notAfter(Instant instant) {
        return from.isAfter(instant)
                ? new EarlierPortions(windows, rows, instant, inAlarm, judged)
                : this;
    }

    /** With one more portion before the next, which begins at this instant. */
    public EarlierPortions then(PortionReport portion, Instant nextFrom) {
        Set<Column> both = new TreeSet<>(judged);
        both.addAll(portion.judged());
        return new EarlierPortions(
                windows + portion.windows(), rows + portion.rows(), nextFrom, inAlarm, both);
    }
}
