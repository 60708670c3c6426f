// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A model as it stands in the store.
 *
 * @param tagsJson the tags as a JSON object
 * @param description the empty string when not stated
 * @param strict whether predictions with features that no signature knows are refused
 * @param archivedAt null while it takes data
 */
public record RegisteredModel(
        int modelId,
        String name,
        Origin origin,
        String tagsJson,
        Instant createdAt,
        String description,
        boolean strict,
        State state,
        Instant archivedAt) {

    /** Whether somebody has looked at the model since its first predictions made it. */
    public enum State {
        CONFIGURED,
        UNCONFIGURED
    }

    /** Where a model's data come from: only replayed and demo models may be reset. */
    public enum Origin {
        LIVE,
        REPLAY,
        DEMO
    }

    public RegisteredModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(tagsJson, "tagsJson");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(state, "state");
    }
}
