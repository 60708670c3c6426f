// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import java.time.Instant;

/**
 * A partition, or a table that was one.
 *
 * @param lower the first instant of its stretch
 * @param upper the first one behind it
 * @param lastWrite the newest arrival that was found so far; null where nobody looked
 * @param dropBegan whether its drop began
 * @param closed whether it was frozen
 */
record Partition(
        PartitionedTable parent,
        String name,
        Instant lower,
        Instant upper,
        State state,
        Instant lastWrite,
        boolean dropBegan,
        boolean closed) {

    enum State {
        ATTACHED,
        /** A detach was cut off between its two halves. */
        DETACHING,
        DETACHED
    }
}
