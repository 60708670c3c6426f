// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.storage.results.AnalysisRun;
import java.time.Instant;
import java.util.Objects;

/**
 * What an earlier run has seen: every row received before the watermark that was available at its
 * clock.
 *
 * @param asOf the earlier run's clock
 */
public record Seen(Instant asOf, Instant watermark) {

    /** Before the first run: nothing. */
    public static final Seen NOTHING = new Seen(Instant.MIN, Instant.MIN);

    public Seen {
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(watermark, "watermark");
    }

    public static Seen by(AnalysisRun run) {
        return new Seen(run.asOf(), run.watermark());
    }

    boolean isNothing() {
        return asOf.equals(Instant.MIN);
    }
}
