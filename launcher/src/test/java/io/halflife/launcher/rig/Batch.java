// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rig;

import java.time.Instant;
import java.util.Objects;

/**
 * The items of one request, by their numbers. Sent again it is the same, its time included.
 *
 * @param first the number of the first item
 * @param eventTime of all
 */
public record Batch(long first, int size, Instant eventTime) {

    public Batch {
        Objects.requireNonNull(eventTime, "eventTime");
        if (size < 1) {
            throw new IllegalArgumentException("no items: " + size);
        }
    }
}
