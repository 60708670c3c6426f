// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.page.Figures;
import java.util.List;

/** Names values that the reference does not have: the first few, and how many more. */
final class NewValues {

    private static final int NAMED_MAX = 8;

    private NewValues() {}

    static String of(List<String> values) {
        String named = String.join(", ", values.subList(0, Math.min(NAMED_MAX, values.size())));
        int more = values.size() - NAMED_MAX;
        return more > 0 ? named + " and " + Figures.count(more) + " more" : named;
    }
}
