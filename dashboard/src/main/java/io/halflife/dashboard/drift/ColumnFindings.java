// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.monitor.drift.DriftResult;
import io.halflife.storage.outline.HistoryPoint;
import io.halflife.storage.outline.StoredOutline;
import io.halflife.storage.results.StoredProfile;
import java.util.List;
import java.util.Optional;

/**
 * What was read for the page of a column.
 *
 * @param tests of the window shown, the primary one first
 * @param history oldest first
 * @param profiles oldest first
 */
record ColumnFindings(
        List<DriftResult> tests,
        List<HistoryPoint> history,
        List<StoredProfile> profiles,
        Optional<StoredOutline> reference,
        Optional<StoredOutline> window) {

    ColumnFindings {
        tests = List.copyOf(tests);
        history = List.copyOf(history);
        profiles = List.copyOf(profiles);
    }

    boolean isNothing() {
        return tests.isEmpty() && history.isEmpty() && profiles.isEmpty() && reference.isEmpty();
    }

    Optional<DriftResult> primary() {
        return tests.stream().filter(DriftResult::primary).findFirst();
    }

    Optional<DriftResult> test(String name) {
        return tests.stream().filter(test -> test.test().equals(name)).findFirst();
    }

    boolean isNumeric() {
        return reference.or(() -> window).map(o -> o.outline().isNumeric()).orElse(false);
    }
}
