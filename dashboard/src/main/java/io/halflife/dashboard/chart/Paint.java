// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import java.util.Locale;

/** The colours of the style sheet that a chart may use, by their tokens' names. */
public enum Paint {
    ACCENT,
    INK,
    MUTED,
    REFERENCE,
    GOOD,
    CAUTION,
    BAD;

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
