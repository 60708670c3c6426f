// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.storage.outline.HistoryPoint;
import io.halflife.storage.outline.StoredOutline;
import java.util.List;
import java.util.Map;

/**
 * What was read for the table of a window.
 *
 * @param tests of the window: primary ones, missing rates, new categories
 * @param history of every column, oldest first
 * @param reference what is drawn of the reference
 * @param window what is drawn of the window
 */
record DriftFindings(
        List<DriftResult> tests,
        List<HistoryPoint> history,
        Map<Column, StoredOutline> reference,
        Map<Column, StoredOutline> window) {

    DriftFindings {
        tests = List.copyOf(tests);
        history = List.copyOf(history);
        reference = Map.copyOf(reference);
        window = Map.copyOf(window);
    }
}
