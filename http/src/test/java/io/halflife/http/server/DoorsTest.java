// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.halflife.http.auth.Credentials;
import io.halflife.http.auth.Principal;
import io.halflife.http.auth.Scope;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DoorsTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ServiceHost host;
    private static int port;
    private static int management;

    /** The key "reader" may read the model "a"; everybody else is nobody. */
    private static final Credentials KEYS =
            caller -> {
                Principal reader = new Principal("reader", Set.of(Scope.READ), Set.of("a"), false);
                boolean known = "Bearer reader".equals(caller.headers().get("authorization"));
                return Future.succeededFuture(known ? Optional.of(reader) : Optional.empty());
            };

    @BeforeAll
    static void start() {
        host = ServiceHost.open();
        Answer ok = Answer.json(200, JsonNodeFactory.instance.objectNode().put("ok", true));
        Doors doors =
                new Doors(host.vertx(), KEYS, host.metrics())
                        .add(
                                HttpMethod.GET,
                                "/v1/models/:model",
                                Scope.READ,
                                exchange -> Future.succeededFuture(ok))
                        .add(
                                HttpMethod.PUT,
                                "/v1/models/:model",
                                Scope.WRITE,
                                exchange -> Future.succeededFuture(ok))
                        .open(HttpMethod.GET, "/bug", exchange -> Future.failedFuture("secret"))
                        .open(HttpMethod.GET, "/thrown", DoorsTest::fail)
                        .open(
                                HttpMethod.GET,
                                "/names/:name",
                                exchange -> Future.succeededFuture(ok))
                        .open(HttpMethod.GET, "/open", exchange -> Future.succeededFuture(ok));
        port = host.listen("127.0.0.1", 0, doors.router());
        management = host.listenForManagement("127.0.0.1", 0);
    }

    private static Future<Answer> fail(Exchange exchange) {
        throw new ProblemException(
                Problem.of(409, "conflict", "not now").withHeader("Retry-After", "7"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void unknownPath_isAProblem404() throws Exception {
        HttpResponse<String> response = call("GET", "/nothing?secret=1");

        JsonNode body = problem(response, 404, "not_found");
        assertEquals("/nothing", body.path("instance").asText());
        assertEquals("Not found", body.path("title").asText());
        assertFalse(body.path("retryable").asBoolean());
    }

    @Test
    void wrongMethod_isAProblem405ThatNamesTheRightOnes() throws Exception {
        HttpResponse<String> response = call("DELETE", "/v1/models/a");

        problem(response, 405, "method_not_allowed");
        assertEquals("GET, PUT", header(response, "Allow"));
    }

    @Test
    void noCredential_isAProblem401() throws Exception {
        HttpResponse<String> response = call("GET", "/v1/models/a");

        problem(response, 401, "unauthenticated");
        assertEquals("Bearer", header(response, "WWW-Authenticate"));
    }

    @Test
    void knownKey_opensTheDoorItHasTheScopeFor() throws Exception {
        assertEquals(200, call("GET", "/v1/models/a", "reader").statusCode());
        problem(call("PUT", "/v1/models/a", "reader"), 403, "forbidden");
    }

    /** Telling 403 would tell that the model exists. */
    @Test
    void modelOfAnotherKey_looksLikeNone() throws Exception {
        problem(call("GET", "/v1/models/b", "reader"), 404, "unknown_model");
    }

    @Test
    void controlCharacterInAParameter_isRefusedBeforeTheDoor() throws Exception {
        for (String bad : new String[] {"%00", "a%00b", "a%0Ab", "a%C2%85"}) {
            problem(call("GET", "/names/" + bad), 404, "not_found");
            problem(call("GET", "/names/a?q=" + bad), 400, "bad_request");
            problem(call("GET", "/names/a?" + bad + "=1"), 400, "bad_request");
        }
        assertEquals(200, call("GET", "/names/a%20%F0%9F%98%80b?q=%C3%A4").statusCode());
    }

    /** Who is unknown learns nothing of parameters. */
    @Test
    void controlCharacterInAParameter_needsACredentialFirst() throws Exception {
        problem(call("GET", "/v1/models/a%00b"), 401, "unauthenticated");
    }

    @Test
    void bug_isAProblem500WithoutItsMessage() throws Exception {
        HttpResponse<String> response = call("GET", "/bug");

        JsonNode body = problem(response, 500, "internal");
        assertTrue(body.path("retryable").asBoolean());
        assertFalse(response.body().contains("secret"), response.body());
    }

    @Test
    void thrownProblem_keepsItsHeaders() throws Exception {
        HttpResponse<String> response = call("GET", "/thrown");

        problem(response, 409, "conflict");
        assertEquals("7", header(response, "Retry-After"));
    }

    @Test
    void everyAnswer_hasItsOwnRequestIdAndIsNotCached() throws Exception {
        HttpResponse<String> first = call("GET", "/open");
        HttpResponse<String> second = call("GET", "/open");

        assertTrue(header(first, "Request-Id").matches("r_[0-9A-Z]{26}"));
        assertNotEquals(header(first, "Request-Id"), header(second, "Request-Id"));
        assertEquals("no-store", header(first, "Cache-Control"));
        assertEquals("nosniff", header(first, "X-Content-Type-Options"));
        assertTrue(header(first, "traceparent").matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"));
    }

    @Test
    void malformedPercentEscape_isAProblem400() throws Exception {
        try (RawHttp raw = new RawHttp(port)) {
            String answer = raw.send("GET /v1/models/%zz HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();

            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
        }
    }

    @Test
    void headersBeyondTheLimit_areAProblem431() throws Exception {
        try (RawHttp raw = new RawHttp(port)) {
            String huge = "x".repeat(64 << 10);
            String answer =
                    raw.send("GET /open HTTP/1.1\r\nHost: a\r\nX-Big: " + huge + "\r\n\r\n")
                            .readToEnd();

            assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
            assertTrue(answer.contains("\"code\":\"headers_too_large\""), answer);
        }
    }

    @Test
    void notHttp_isAProblem400AndTheEnd() throws Exception {
        try (RawHttp raw = new RawHttp(port)) {
            String answer = raw.send("GARBAGE\r\n\r\n").readToEnd();

            assertTrue(answer.matches("(?s)HTTP/1\\.[01] 400 .*"), answer);
        }
    }

    @Test
    void requests_areCountedByRouteAndNeverByPath() throws Exception {
        call("GET", "/v1/models/a", "reader");
        call("GET", "/somewhere-else");

        String metrics = get(management, "/metrics", null).body();

        assertTrue(
                metrics.contains(
                        "halflife_http_requests_total{code=\"200\",method=\"GET\","
                                + "route=\"/v1/models/:model\"}"),
                metrics);
        assertFalse(metrics.contains("somewhere-else"));
    }

    @Test
    void management_tellsLifeReadinessAndMetrics() throws Exception {
        assertEquals(200, get(management, "/live", null).statusCode());
        assertEquals(200, get(management, "/ready", null).statusCode());
        HttpResponse<String> metrics = get(management, "/metrics", null);
        assertTrue(header(metrics, "Content-Type").startsWith("text/plain"));
        assertTrue(metrics.body().contains("jvm_memory_used_bytes"));
        problem(get(management, "/nothing", null), 404, "not_found");
    }

    @Test
    void readiness_failsWithAnyCheck() throws Exception {
        ServiceHost broken = ServiceHost.open();
        broken.readiness().add("database", () -> Future.succeededFuture(false));
        broken.readiness().add("queue", () -> Future.failedFuture("no"));
        int at = broken.listenForManagement("127.0.0.1", 0);
        try {
            HttpResponse<String> response = get(at, "/ready", null);

            assertEquals(503, response.statusCode());
            JsonNode checks = new ObjectMapper().readTree(response.body()).path("checks");
            assertEquals("DOWN", checks.path("database").asText());
            assertEquals("DOWN", checks.path("queue").asText());
        } finally {
            broken.close();
        }
    }

    @Test
    void close_answersWhatIsUnderWay() throws Exception {
        ServiceHost closing = ServiceHost.open();
        Promise<Answer> later = Promise.promise();
        CountDownLatch entered = new CountDownLatch(1);
        Doors doors =
                new Doors(closing.vertx(), KEYS, closing.metrics())
                        .open(
                                HttpMethod.GET,
                                "/slow",
                                exchange -> {
                                    entered.countDown();
                                    return later.future();
                                });
        int at = closing.listen("127.0.0.1", 0, doors.router());
        CompletableFuture<HttpResponse<String>> answer =
                CLIENT.sendAsync(request(at, "GET", "/slow", null), body());
        entered.await();
        CompletableFuture<Void> close = CompletableFuture.runAsync(closing::close);

        later.complete(Answer.json(200, JsonNodeFactory.instance.objectNode()));

        assertEquals(200, answer.get().statusCode());
        close.get();
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String code)
            throws IOException {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals("application/problem+json", header(response, "Content-Type"));
        JsonNode body = new ObjectMapper().readTree(response.body());
        assertEquals(code, body.path("code").asText());
        assertEquals(status, body.path("status").asInt());
        assertEquals(header(response, "Request-Id"), body.path("request_id").asText());
        return body;
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static HttpResponse<String> call(String method, String path) throws Exception {
        return CLIENT.send(request(port, method, path, null), body());
    }

    private static HttpResponse<String> call(String method, String path, String key)
            throws Exception {
        return CLIENT.send(request(port, method, path, key), body());
    }

    private static HttpResponse<String> get(int at, String path, String key) throws Exception {
        return CLIENT.send(request(at, "GET", path, key), body());
    }

    private static HttpResponse.BodyHandler<String> body() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private static HttpRequest request(int at, String method, String path, String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.build();
    }

    /** A browser may write only from a page of ours; a program is no browser. */
    @Test
    void write_fromAPageOfAnotherSite_isRefused() throws Exception {
        Answer ok = Answer.json(200, JsonNodeFactory.instance.objectNode());
        ServiceHost own = ServiceHost.open();
        try {
            Doors doors =
                    new Doors(
                                    own.vertx(),
                                    Credentials.development(),
                                    own.metrics(),
                                    (problem, id, encoding) ->
                                            Answer.json(problem.status(), problem.toJson("", id)))
                            .open(HttpMethod.POST, "/x", exchange -> Future.succeededFuture(ok))
                            .open(HttpMethod.GET, "/x", exchange -> Future.succeededFuture(ok));
            int at = own.listen("127.0.0.1", 0, doors.router());
            String here = "http://127.0.0.1:" + at;
            assertEquals(200, status(at, "POST"), "a program");
            assertEquals(200, status(at, "GET", "Sec-Fetch-Site", "cross-site"));
            assertEquals(403, status(at, "POST", "Sec-Fetch-Site", "cross-site"));
            assertEquals(403, status(at, "POST", "Sec-Fetch-Site", "same-site"));
            assertEquals(403, status(at, "POST", "Origin", "null"));
            assertEquals(403, status(at, "POST", "Origin", "http://127.0.0.1:1"));
            assertEquals(403, status(at, "POST", "Origin", here), "without our header");
            String ours = "X-Requested-With";
            assertEquals(200, status(at, "POST", "Origin", here, ours, "fetch"));
            assertEquals(200, status(at, "POST", "Sec-Fetch-Site", "same-origin", ours, "fetch"));
        } finally {
            own.close();
        }
    }

    private static int status(int at, String method, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + "/x"))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
