// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.rehearsal;

import io.halflife.monitor.retraining.RetrainingReason;
import java.time.Instant;
import java.util.Objects;

/**
 * A request for retraining.
 *
 * @param words the reason in words
 */
public record Asked(Instant asOf, RetrainingReason reason, String words) {

    public Asked {
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(words, "words");
    }
}
