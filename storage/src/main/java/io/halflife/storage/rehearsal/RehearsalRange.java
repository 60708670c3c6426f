// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Which windows a rehearsal is about.
 *
 * @param since windows that start here or later are replayed, so that states stand when it counts
 * @param from windows that start here or later are counted
 * @param to and before this
 * @param patience the rehearsal gives up after so long
 */
public record RehearsalRange(Instant since, Instant from, Instant to, Duration patience) {

    /** Longer than anybody waits. */
    private static final Duration ENDLESS = Duration.ofDays(1);

    public RehearsalRange {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(patience, "patience");
        if (since.isAfter(from) || !from.isBefore(to)) {
            throw new IllegalArgumentException("not in order: " + since + ", " + from + ", " + to);
        }
    }

    /** Everything stored leads up to what counts. */
    public static RehearsalRange of(Instant from, Instant to) {
        return new RehearsalRange(Instant.MIN, from, to, ENDLESS);
    }
}
