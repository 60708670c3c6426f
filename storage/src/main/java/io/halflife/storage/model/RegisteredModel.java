// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A model as it stands in the store.
 *
 * @param tagsJson the tags as a JSON object
 */
public record RegisteredModel(
        int modelId, String name, Origin origin, String tagsJson, Instant createdAt) {

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
    }
}
