// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.Asking;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Route;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.webhook.SealingKey;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document against the routes, and against itself. */
class ApiDocumentIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();
    private static final ApiContract API = new ApiContract();
    private static Asking dashboard;

    @BeforeAll
    static void start() {
        dashboard = new Asking(POSTGRES.storage(), SealingKey.of(SealingKey.random()));
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    private static Stream<Route> routes() {
        return dashboard.routes().stream().filter(route -> route.path().startsWith("/v1/"));
    }

    /**
     * Whether a request to the documented path reaches the route: a parameter of a route takes a
     * whole segment, also one that ends in a verb, {@code {id}:cancel}.
     */
    private static boolean reaches(ApiOperation operation, Route route) {
        String[] parts = route.path().split("\\{[^}]*}", -1);
        String pattern = Stream.of(parts).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
        return route.method().equals(operation.method()) && operation.path().matches(pattern);
    }

    /** The first that takes it, as in the router: one whose words stand literally before others. */
    private static Route routeOf(ApiOperation operation) {
        return routes().filter(route -> reaches(operation, route))
                .max(
                        (a, b) ->
                                Integer.compare(
                                        a.path().replaceAll("\\{[^}]*}", "").length(),
                                        b.path().replaceAll("\\{[^}]*}", "").length()))
                .orElse(null);
    }

    @Test
    void everyRoute_isDocumented() {
        Set<String> reached =
                API.operations().stream()
                        .map(ApiDocumentIT::routeOf)
                        .map(String::valueOf)
                        .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        routes().map(String::valueOf).filter(r -> !reached.contains(r)).forEach(missing::add);

        assertEquals(Set.of(), missing, "the document lacks them");
        assertTrue(routes().count() > 40, "routes");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operation_isARouteWithItsScope(ApiOperation operation) {
        Route route = routeOf(operation);

        assertTrue(route != null, "no route answers " + operation);
        String scope = operation.json().path("x-scope").asText("none");
        assertEquals(route.scope().map(Scope::text).orElse("none"), scope);
    }

    @Test
    void document_isServedToEverybodyAndOnlyWhenItIsNew() throws Exception {
        HttpResponse<String> first = dashboard.call("GET", "/v1/openapi.json", null);

        assertEquals(200, first.statusCode());
        assertEquals(API.document(), ApiContract.json(first));
        HttpResponse<String> again =
                dashboard.call(
                        "GET",
                        "/v1/openapi.json",
                        null,
                        "If-None-Match",
                        first.headers().firstValue("ETag").orElseThrow());
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
    }

    static Stream<ApiOperation> operations() {
        return API.operations().stream();
    }

    /** Who is new here finds words for everything. */
    @ParameterizedTest
    @MethodSource("operations")
    void operation_isExplained(ApiOperation operation) {
        assertFalse(operation.json().path("summary").asText().isBlank());
        assertTrue(operation.json().path("description").asText().length() > 24);
        assertFalse(operation.json().path("tags").isEmpty());
        for (JsonNode response : operation.json().path("responses")) {
            assertFalse(API.follow(response).path("description").asText().isBlank());
        }
        for (JsonNode reference : operation.json().path("parameters")) {
            assertFalse(API.follow(reference).path("description").asText().isBlank());
        }
        Set<String> inPath =
                Pattern.compile("\\{([^}]+)}")
                        .matcher(operation.path())
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());
        Set<String> named = new LinkedHashSet<>();
        for (JsonNode reference : operation.pathItem().path("parameters")) {
            named.add(API.follow(reference).path("name").asText());
        }
        assertEquals(inPath, named);
    }

    /** A 4xx that may be retried, or a 5xx that may not, would send clients the wrong way. */
    @ParameterizedTest
    @MethodSource("operations")
    void operation_namesEveryStatusThatAnyRequestMayGet(ApiOperation operation) {
        Set<String> expected = new LinkedHashSet<>(List.of("400", "414", "431", "500"));
        if (operation.json().has("x-scope")) {
            expected.addAll(List.of("401", "403", "429", "503"));
        }
        if (operation.json().has("requestBody")) {
            expected.addAll(List.of("408", "413", "415", "422"));
        }
        if (!operation.queryParameters().isEmpty()) {
            expected.add("422");
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
        if (operation.takesJson()) {
            assertFalse(operation.examples().isEmpty());
            operation
                    .examples()
                    .forEach(
                            (name, body) ->
                                    assertEquals(
                                            List.of(),
                                            API.breaks(operation.requestSchema(), body),
                                            name));
        }
    }

    /** No member of components that nothing refers to. */
    @Test
    void components_areAllUsed() {
        String text = API.document().toString();
        Set<String> unused = new TreeSet<>();
        for (String group : List.of("schemas", "responses", "parameters", "headers")) {
            API.document()
                    .at("/components/" + group)
                    .fieldNames()
                    .forEachRemaining(
                            name -> {
                                String pointer = "\"#/components/" + group + "/" + name + "\"";
                                if (!text.contains(pointer)) {
                                    unused.add(pointer);
                                }
                            });
        }
        assertEquals(Set.of(), unused);
    }
}
