// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An item as raw JSON text per field, so that a test can break exactly one. */
final class ItemText {

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** A valid prediction of the model "credit-risk". */
    static ItemText prediction(String id) {
        ItemText item = new ItemText();
        item.fields.put("model", "\"credit-risk\"");
        item.fields.put("version", "\"7\"");
        item.fields.put("prediction_id", "\"" + id + "\"");
        item.fields.put("event_time", "\"2026-03-01T10:00:00Z\"");
        item.fields.put(
                "features",
                "{\"age\":41,\"region\":\"north\",\"income\":52300.5,\"employed\":true}");
        item.fields.put("prediction", "{\"label\":\"default\",\"score\":0.83}");
        return item;
    }

    ItemText with(String field, String rawJson) {
        fields.put(field, rawJson);
        return this;
    }

    ItemText without(String field) {
        fields.remove(field);
        return this;
    }

    /** With one feature replaced or added. */
    ItemText feature(String name, String rawJson) {
        Map<String, String> features = new LinkedHashMap<>();
        features.put("age", "41");
        features.put("region", "\"north\"");
        features.put("income", "52300.5");
        features.put("employed", "true");
        features.put(name, rawJson);
        return with("features", object(features));
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String toString() {
        return object(fields);
    }
}
