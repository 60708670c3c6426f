// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.storage.json.Json;
import io.halflife.storage.results.ReferenceState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/**
 * A reference of a version, with what it is made of.
 *
 * @param state COLLECTING, FROZEN, PROFILED or FAILED
 * @param definition what was put, as JSON text; null for rows
 * @param profiledAt null until it is
 * @param failure why it cannot be profiled; null unless it FAILED
 * @param source what its profiles were made from; null until they are
 * @param inForce whether windows are judged against it from the next run on
 */
public record StoredReference(
        ReferenceState state,
        ReferenceKind kind,
        String definition,
        Instant createdAt,
        Instant profiledAt,
        String failure,
        String source,
        boolean inForce) {

    public StoredReference {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(kind, "kind");
    }

    public long id() {
        return state.referenceId();
    }

    /** What was put; an empty object for rows. */
    public JsonNode body() {
        return definition == null ? Json.object() : Json.read(definition);
    }

    public Optional<String> failed() {
        return Optional.ofNullable(failure);
    }

    /** From a row of the view {@code reference_state}. */
    public static StoredReference of(RowView row) {
        return new StoredReference(
                ReferenceState.of(row),
                ReferenceKind.of(row.getColumn("kind", String.class)),
                row.getColumn("definition", String.class),
                row.getColumn("created_at", Instant.class),
                row.getColumn("profiled_at", Instant.class),
                row.getColumn("failure", String.class),
                row.getColumn("source", String.class),
                row.getColumn("in_force", Boolean.class));
    }
}
