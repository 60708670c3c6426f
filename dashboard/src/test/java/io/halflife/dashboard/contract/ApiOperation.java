// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One operation of the document.
 *
 * @param pathItem what all methods of the path share
 */
record ApiOperation(ApiContract api, String method, String path, JsonNode pathItem, JsonNode json) {

    String id() {
        return json.path("operationId").asText();
    }

    boolean takesJson() {
        return json.has("requestBody");
    }

    JsonNode requestSchema() {
        return json.at("/requestBody/content/application~1json/schema");
    }

    /** Bodies by name. */
    Map<String, JsonNode> examples() {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        json.at("/requestBody/content/application~1json/examples")
                .properties()
                .forEach(e -> found.put(e.getKey(), e.getValue().path("value")));
        return found;
    }

    /** Parameters of the query by name. */
    Map<String, JsonNode> queryParameters() {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (JsonNode reference : json.path("parameters")) {
            JsonNode parameter = api.follow(reference);
            if (parameter.path("in").asText().equals("query")) {
                found.put(parameter.path("name").asText(), parameter);
            }
        }
        return found;
    }

    /** What the document says of a status; missing where it says nothing. */
    JsonNode response(int status) {
        JsonNode node = json.path("responses").path(Integer.toString(status));
        return node.isMissingNode() ? MissingNode.getInstance() : api.follow(node);
    }

    boolean answersWithTable() {
        return response(200).path("content").has("text/csv; charset=utf-8; header=present");
    }

    /** The path with its parameters filled in. */
    String path(Map<String, String> values) {
        String filled = path;
        for (Map.Entry<String, String> value : values.entrySet()) {
            String encoded =
                    URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8).replace("+", "%20");
            filled = filled.replace("{" + value.getKey() + "}", encoded);
        }
        return filled;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
