// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import java.time.Instant;
import java.util.Objects;

/** Something that happened, along the upper edge of every chart of a page. */
public record EventMark(Kind kind, Instant at, String label) {

    /** What happened; each has a shape of its own. */
    public enum Kind {
        DEPLOYMENT,
        ALARM,
        CLEARED,
        REQUEST
    }

    public EventMark {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(label, "label");
    }
}
