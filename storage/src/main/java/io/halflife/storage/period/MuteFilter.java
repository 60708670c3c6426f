// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.period;

import java.time.Instant;
import java.util.Objects;

/**
 * Which periods a list is to hold.
 *
 * @param environment that they have an effect in; the empty string: any
 * @param from periods that share an instant with {@code [from, to)}
 * @param state which of those in force and removed
 */
public record MuteFilter(String environment, Instant from, Instant to, State state) {

    /** Whether a period has an effect still. */
    public enum State {
        ACTIVE,
        DELETED,
        ALL
    }

    public MuteFilter {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(state, "state");
    }
}
