// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.model.Column;
import java.util.Objects;

/**
 * What a policy made of one column in the windows that count.
 *
 * @param windows in which the column was judged
 * @param n values of these windows together, without those that were missing
 * @param drifted in how many it drifted
 * @param inconclusive in how many it could not be judged
 * @param alarms that were raised in these windows or stood when they began
 */
public record ColumnTally(
        Column column, long windows, long n, long drifted, long inconclusive, long alarms) {

    public ColumnTally {
        Objects.requireNonNull(column, "column");
    }

    ColumnTally withAlarms(long count) {
        return new ColumnTally(column, windows, n, drifted, inconclusive, count);
    }
}
