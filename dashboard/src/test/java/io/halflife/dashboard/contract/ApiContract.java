// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.halflife.dashboard.DashboardDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The document as a judge of answers. It is stricter than a client has to be: a member that the
 * document does not name is a breach too, for who reads the document would never learn of it.
 */
public final class ApiContract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document = DashboardDocument.get().json();
    private final JsonNode strict = strict(document.path("components").deepCopy(), "");
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));
    private final Map<JsonNode, Schema> compiled = new HashMap<>();

    /**
     * For tests of single doors, which have data that the contract test does not plant.
     *
     * @throws AssertionError where the answer is not as the document says
     */
    public static void requireKept(String operationId, HttpResponse<String> answer) {
        ApiContract api = new ApiContract();
        assertEquals(List.of(), api.breaks(api.operation(operationId), answer), answer.body());
    }

    JsonNode document() {
        return document;
    }

    List<ApiOperation> operations() {
        List<ApiOperation> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
                if (METHODS.contains(member.getKey())) {
                    found.add(
                            new ApiOperation(
                                    this,
                                    member.getKey().toUpperCase(Locale.ROOT),
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

    /** Objects are closed; parts of an allOf are not, for no part knows the others. */
    private static JsonNode strict(JsonNode node, String name) {
        if (node.isObject()) {
            ObjectNode object = (ObjectNode) node;
            boolean isProblem = name.equals("Problem") || name.equals("allOf");
            if (object.has("properties") && !object.has("additionalProperties") && !isProblem) {
                object.put("additionalProperties", false);
            }
            object.properties().forEach(member -> strictMember(member, isProblem));
        } else if (node.isArray() && !name.equals("allOf")) {
            node.forEach(element -> strict(element, name));
        }
        return node;
    }

    private static void strictMember(Map.Entry<String, JsonNode> member, boolean isProblem) {
        if (!isProblem && !member.getKey().equals("responses")) {
            strict(member.getValue(), member.getKey());
        }
    }

    /** What a reference points to. */
    JsonNode follow(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref")) {
            String pointer = at.path("$ref").asText().substring(1);
            at = document.at(pointer);
            if (at.isMissingNode()) {
                throw new IllegalStateException("nothing at " + pointer);
            }
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
        whole.set("components", strict);
        return registry.getSchema(whole);
    }

    /** What the answer has that the document does not say; empty when it keeps to it. */
    List<String> breaks(ApiOperation operation, HttpResponse<String> answer) {
        JsonNode response = operation.response(answer.statusCode());
        if (response.isMissingNode()) {
            return List.of("the status is not documented: " + answer.statusCode());
        }
        List<String> found = new ArrayList<>();
        checkHeaders(response, answer, found);
        checkBody(response.path("content"), answer, found);
        if (!header(answer, "Cache-Control").equals("no-store")) {
            found.add("not no-store");
        }
        return found;
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private void checkHeaders(JsonNode response, HttpResponse<String> answer, List<String> found) {
        for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
            JsonNode rule = follow(header.getValue());
            String value = header(answer, header.getKey());
            if (value.isEmpty()) {
                if (rule.path("required").asBoolean()) {
                    found.add("no header " + header.getKey());
                }
                continue;
            }
            boolean isNumber = rule.at("/schema/type").asText().equals("integer");
            JsonNode typed =
                    isNumber
                            ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
                            : JsonNodeFactory.instance.textNode(value);
            breaks(rule.path("schema"), typed)
                    .forEach(why -> found.add(header.getKey() + " " + why));
        }
    }

    private void checkBody(JsonNode content, HttpResponse<String> answer, List<String> found) {
        if (content.isMissingNode()) {
            if (!answer.body().isEmpty()) {
                found.add("there is a body");
            }
            return;
        }
        String type = header(answer, "Content-Type");
        JsonNode schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            found.add("the media type is not documented: " + type);
        } else if (type.contains("json")) {
            found.addAll(breaks(schema, json(answer)));
        } else {
            found.addAll(breaks(schema, JsonNodeFactory.instance.textNode(answer.body())));
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }
}
