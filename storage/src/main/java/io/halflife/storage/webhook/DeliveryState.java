// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

/** Where a message to an endpoint stands. */
public enum DeliveryState {
    /** It waits for its first or next attempt. */
    PENDING,
    /** An attempt was answered with 2xx. */
    DELIVERED,
    /** A dead letter: no further attempt is made unless a person replays it. */
    DEAD
}
