// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A policy value by value: what is set as a whole is one value. */
public final class PolicyValues {

    private PolicyValues() {}

    /** Values by JSON Pointer, in the order of the policy. */
    public static Map<String, JsonNode> of(ObjectNode policy) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        policy.properties()
                .forEach(
                        field -> {
                            String at = "/" + field.getKey();
                            if (PolicyJson.GROUPS.contains(field.getKey())
                                    && field.getValue().isObject()) {
                                field.getValue()
                                        .properties()
                                        .forEach(
                                                inner ->
                                                        values.put(
                                                                at + "/" + inner.getKey(),
                                                                inner.getValue()));
                            } else {
                                values.put(at, field.getValue());
                            }
                        });
        return values;
    }
}
