// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.http.auth.Scope;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document against the routes, and against itself. */
class ApiDocumentIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();
    private static final ApiContract API = new ApiContract();

    /** Both ways at once: no route without its words, no words without their route. */
    @Test
    void operations_areTheRoutesWithTheirScopes() {
        Map<String, String> routes = new TreeMap<>();
        COLLECTOR
                .service()
                .routes()
                .forEach(
                        r ->
                                routes.put(
                                        r.method() + " " + r.path(),
                                        r.scope().map(Scope::text).orElse("none")));
        Map<String, String> documented = new TreeMap<>();
        for (ApiOperation operation : API.operations()) {
            boolean open = operation.json().path("security").isArray();
            String scope = open ? "none" : operation.json().path("x-scope").asText("missing");
            documented.put(operation.toString(), scope);
        }

        assertEquals(routes, documented);
    }

    @Test
    void document_isServedToEverybodyAndOnlyWhenItIsNew() {
        HttpCalls.Response first = COLLECTOR.http().get("/v1/openapi.json");

        assertEquals(200, first.status());
        assertEquals(API.document(), first.json());
        assertTrue(first.header("Content-Type").startsWith("application/json"));
        HttpCalls.Response again =
                COLLECTOR
                        .http()
                        .send(
                                "GET",
                                "/v1/openapi.json",
                                new byte[0],
                                "If-None-Match",
                                first.header("ETag"));
        assertEquals(304, again.status());
        assertEquals("", again.raw().body());
    }

    static Stream<ApiOperation> operations() {
        return API.operations().stream();
    }

    /** Who is new here finds words for everything. */
    @ParameterizedTest
    @MethodSource("operations")
    void operation_isExplained(ApiOperation operation) {
        assertFalse(operation.json().path("summary").asText().isBlank());
        assertTrue(operation.json().path("description").asText().length() > 40);
        assertFalse(operation.json().path("tags").isEmpty());
        for (JsonNode response : operation.json().path("responses")) {
            assertFalse(API.follow(response).path("description").asText().isBlank());
        }
    }

    /** A 4xx that may be retried, or a 5xx that may not, would send clients the wrong way. */
    @ParameterizedTest
    @MethodSource("operations")
    void operation_namesEveryStatusThatAnyRequestMayGet(ApiOperation operation) {
        Set<String> expected = new LinkedHashSet<>(Set.of("400", "414", "431", "500"));
        if (operation.json().has("x-scope")) {
            expected.addAll(Set.of("401", "403", "429", "503"));
        }
        if (operation.json().has("requestBody")) {
            expected.addAll(Set.of("408", "413", "415", "422"));
        }
        if (operation.path().contains("{model}")) {
            expected.add("404");
        }
        operation.json().path("responses").fieldNames().forEachRemaining(expected::remove);

        assertEquals(Set.of(), expected);
    }

    /** What is shown as an example keeps the rules that stand beside it. */
    @ParameterizedTest
    @MethodSource("operations")
    void example_isValid(ApiOperation operation) {
        if (!operation.takesJson()) {
            return;
        }
        Map<String, JsonNode> examples = operation.examples().get("application/json");

        assertFalse(examples.isEmpty());
        examples.forEach(
                (name, body) ->
                        assertEquals(
                                Set.of(),
                                Set.copyOf(API.breaks(operation.requestSchema(), body)),
                                name));
    }
}
