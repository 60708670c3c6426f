// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.reference.ReferenceHistory;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.reference.StoredReference;

/** A reference in the history of its version. */
public final class ReferenceJson {

    private ReferenceJson() {}

    /** With what was put, but for declared profiles: they may be megabytes. */
    public static ObjectNode reference(ReferenceHistory.Entry entry) {
        StoredReference reference = entry.reference();
        ObjectNode json = object();
        json.put("reference_id", reference.id());
        json.put("kind", reference.kind().jsonName());
        json.put("state", reference.state().state());
        json.put("rows", reference.state().rows());
        json.put("source", reference.source());
        json.set("definition", definition(reference));
        json.set("created_at", time(reference.createdAt()));
        json.set("frozen_at", time(reference.state().frozenAt()));
        json.set("profiled_at", time(reference.profiledAt()));
        json.put("in_force", reference.inForce());
        json.set("in_force_from", time(entry.from()));
        json.set("in_force_to", time(entry.to()));
        json.put("reason", reference.failure());
        return json;
    }

    private static JsonNode definition(StoredReference reference) {
        return reference.kind() == ReferenceKind.PROFILE ? object() : reference.body();
    }
}
