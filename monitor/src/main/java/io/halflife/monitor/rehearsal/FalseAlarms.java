// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.model.Column;
import java.util.Comparator;
import java.util.List;

/**
 * What a policy makes of windows in which nothing drifts, because they are the reference's own.
 *
 * @param windows of the reference
 * @param columns worst first
 */
public record FalseAlarms(int windows, List<OfColumn> columns) {

    private static final Comparator<OfColumn> WORST_FIRST =
            Comparator.comparingLong(OfColumn::alarms)
                    .thenComparingLong(OfColumn::drifted)
                    .thenComparingLong(OfColumn::raw)
                    .reversed()
                    .thenComparing(OfColumn::column);

    /**
     * Of one column.
     *
     * @param judged windows that could be judged
     * @param raw of these, those with a raw p below alpha
     * @param drifted of these, those with the verdict
     * @param alarms how often one was raised
     */
    public record OfColumn(Column column, long judged, long raw, long drifted, long alarms) {

        OfColumn and(boolean isRaw, boolean isDrifted, boolean raises) {
            return new OfColumn(
                    column,
                    judged + 1,
                    raw + (isRaw ? 1 : 0),
                    drifted + (isDrifted ? 1 : 0),
                    alarms + (raises ? 1 : 0));
        }
    }

    public FalseAlarms {
        columns = columns.stream().sorted(WORST_FIRST).toList();
    }

    public long judged() {
        return columns.stream().mapToLong(OfColumn::judged).sum();
    }

    public long raw() {
        return columns.stream().mapToLong(OfColumn::raw).sum();
    }

    public long drifted() {
        return columns.stream().mapToLong(OfColumn::drifted).sum();
    }

    public long alarms() {
        return columns.stream().mapToLong(OfColumn::alarms).sum();
    }
}
