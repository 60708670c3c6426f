// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One operation of the document, its references followed.
 *
 * @param pathItem what all methods of the path share
 */
record ApiOperation(ApiContract api, String method, String path, JsonNode pathItem, JsonNode json) {

    String id() {
        return json.path("operationId").asText();
    }

    /** Bodies by media type and name of the example. */
    Map<String, Map<String, JsonNode>> examples() {
        Map<String, Map<String, JsonNode>> found = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> media : json.at("/requestBody/content").properties()) {
            Map<String, JsonNode> named = new LinkedHashMap<>();
            media.getValue()
                    .path("examples")
                    .properties()
                    .forEach(e -> named.put(e.getKey(), e.getValue().path("value")));
            found.put(media.getKey(), named);
        }
        return found;
    }

    boolean takesJson() {
        return json.at("/requestBody/content").has("application/json");
    }

    JsonNode requestSchema() {
        return json.at("/requestBody/content/application~1json/schema");
    }

    /** What the document says of a status; missing where it says nothing. */
    JsonNode response(int status) {
        JsonNode node = json.path("responses").path(Integer.toString(status));
        return node.isMissingNode() ? MissingNode.getInstance() : api.follow(node);
    }

    /** The path with every parameter's example. */
    String examplePath() {
        String filled = path;
        for (JsonNode reference : pathItem.path("parameters")) {
            JsonNode parameter = api.follow(reference);
            filled =
                    filled.replace(
                            "{" + parameter.path("name").asText() + "}",
                            parameter.path("example").asText());
        }
        return filled;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
