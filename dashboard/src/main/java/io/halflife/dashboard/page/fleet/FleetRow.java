// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import io.halflife.dashboard.chart.Sparkline;
import io.halflife.dashboard.page.Cell;
import io.halflife.dashboard.page.StateMark;
import java.util.Objects;

/**
 * A model in an environment, ready to be read.
 *
 * @param version the empty string when none is registered
 * @param environment the empty string while nothing was analysed
 * @param group the value of the tag that groups; the empty string without
 * @param badge "replayed" or "demo"; the empty string for a live model
 * @param mark the worst of what was found
 * @param why what the mark rests on
 * @param line performance over the last windows, with its threshold
 * @param requestHref where the open request is; the empty string when there is none
 */
public record FleetRow(
        String model,
        String href,
        String version,
        String environment,
        String group,
        String badge,
        StateMark mark,
        String why,
        Cell drift,
        Sparkline line,
        Cell performance,
        Cell halfLife,
        Cell crossing,
        Cell traffic,
        Cell serving,
        Cell budget,
        Cell asOf,
        Cell request,
        String requestHref) {

    public FleetRow {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(line, "line");
    }
}
