// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A request that was made before for the model in its environment, by a run or by a person.
 *
 * @param asOf the clock at its creation
 * @param open whether it is REQUESTED, SENT, ACKNOWLEDGED or RUNNING in the store
 */
public record PastRequest(String id, Instant asOf, RetrainingReason reason, boolean open) {

    /** An open request is given up after this, on the clock of the runs. */
    public static final Duration EXPIRES_AFTER = Duration.ofHours(24);

    public PastRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(reason, "reason");
    }

    /** Open in the store, and not given up by then. */
    public boolean isOpen(Instant now) {
        return open && !isExpired(now);
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(asOf.plus(EXPIRES_AFTER));
    }
}
