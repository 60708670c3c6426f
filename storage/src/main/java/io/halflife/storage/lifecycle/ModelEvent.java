// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.lifecycle;

import java.time.Instant;
import java.util.Objects;

/**
 * What became of a model.
 *
 * @param detailJson of a deletion what went, as a JSON object
 */
public record ModelEvent(
        long id, String model, Action action, Act act, String detailJson, Instant occurredAt) {

    /** What was done. */
    public enum Action {
        ARCHIVED,
        RESTORED,
        DELETED
    }

    public ModelEvent {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(detailJson, "detailJson");
        Objects.requireNonNull(occurredAt, "occurredAt");
    }
}
