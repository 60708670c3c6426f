// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The document as a judge: what it says of an operation, and whether an answer keeps to it. */
final class ApiContract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final JsonNode document = CollectorDocument.get().json();
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));
    private final Map<JsonNode, Schema> compiled = new HashMap<>();

    JsonNode document() {
        return document;
    }

    List<ApiOperation> operations() {
        List<ApiOperation> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
                if (METHODS.contains(member.getKey())) {
                    String method = member.getKey().toUpperCase(java.util.Locale.ROOT);
                    found.add(
                            new ApiOperation(
                                    this,
                                    method,
                                    path.getKey(),
                                    path.getValue(),
                                    member.getValue()));
                }
            }
        }
        return found;
    }

    ApiOperation operation(String id) {
        return operations().stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
    }

    /** What a reference points to; members beside the reference win. */
    JsonNode follow(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref")) {
            ObjectNode target = document.at(at.path("$ref").asText().substring(1)).deepCopy();
            if (target.isMissingNode() || target.isEmpty()) {
                throw new IllegalStateException("nothing at " + at.path("$ref"));
            }
            for (Map.Entry<String, JsonNode> sibling : at.properties()) {
                if (!sibling.getKey().equals("$ref")) {
                    target.set(sibling.getKey(), sibling.getValue());
                }
            }
            at = target;
        }
        return at;
    }

    /** Every rule that the instance breaks, in words. */
    List<String> breaks(JsonNode schema, JsonNode instance) {
        return compiled.computeIfAbsent(schema, this::compile).validate(instance).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private Schema compile(JsonNode schema) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.path("components"));
        return registry.getSchema(whole);
    }

    /** What the answer has that the document does not say; empty when it keeps to it. */
    List<String> breaks(ApiOperation operation, HttpCalls.Response answer) {
        List<String> found = new ArrayList<>();
        JsonNode response = operation.response(answer.status());
        if (response.isMissingNode()) {
            return List.of("the status is not documented: " + answer.status());
        }
        checkHeaders(response, answer, found);
        checkBody(response.path("content"), answer, found);
        if (!answer.header("Cache-Control").equals("no-store")) {
            found.add("not no-store");
        }
        return found;
    }

    private void checkHeaders(JsonNode response, HttpCalls.Response answer, List<String> found) {
        for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
            JsonNode rule = follow(header.getValue());
            String value = answer.header(header.getKey());
            if (value.isEmpty()) {
                if (rule.path("required").asBoolean()) {
                    found.add("no header " + header.getKey());
                }
                continue;
            }
            boolean number = rule.at("/schema/type").asText().equals("integer");
            JsonNode typed =
                    number
                            ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
                            : JsonNodeFactory.instance.textNode(value);
            breaks(rule.path("schema"), typed)
                    .forEach(why -> found.add(header.getKey() + " " + why));
        }
    }

    private void checkBody(JsonNode content, HttpCalls.Response answer, List<String> found) {
        if (content.isMissingNode()) {
            if (!answer.raw().body().isEmpty()) {
                found.add("there is a body");
            }
            return;
        }
        String type = answer.header("Content-Type");
        JsonNode schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            found.add("the media type is not documented: " + type);
        } else {
            found.addAll(breaks(schema, answer.json()));
        }
    }
}
