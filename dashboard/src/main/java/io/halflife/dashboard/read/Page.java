// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list, and where the next part begins.
 *
 * @param nextCursor empty on the last page
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /** Adds {@code items} and {@code next_cursor}. */
    public ObjectNode putInto(ObjectNode json, Function<T, ? extends JsonNode> itemJson) {
        json.putArray("items").addAll(items.stream().map(itemJson).toList());
        json.put("next_cursor", nextCursor.orElse(null));
        return json;
    }
}
