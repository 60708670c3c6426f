// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Lines of JSON as cells. NaN and infinities may be bare words. */
final class JsonCells {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private JsonCells() {}

    /**
     * Reads a line.
     *
     * @throws JsonProcessingException when it is no JSON
     */
    static JsonNode parse(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /** Objects inside of objects are columns of their own: {@code prediction.score}. */
    static void flatten(String prefix, JsonNode object, Map<String, Object> cells) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode value = entry.getValue();
            String column = prefix + entry.getKey();
            if (value.isObject()) {
                flatten(column + ".", value, cells);
            } else {
                cells.put(column, cell(value));
            }
        }
    }

    private static Object cell(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return value.numberValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }
}
