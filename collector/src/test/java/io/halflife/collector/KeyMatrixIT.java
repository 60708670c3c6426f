// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.http.auth.Scope;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.key.KeyDraft;
import io.halflife.storage.key.KeyLimits;
import io.halflife.storage.key.KeyPepper;
import io.halflife.storage.key.KeyText;
import io.halflife.storage.webhook.SealingKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every door of the collector, whatever is added to it, against every kind of key. */
class KeyMatrixIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final SealingKey SECRET = SealingKey.of(SealingKey.random());
    private static final Set<String> OPEN =
            Set.of("/v1/limits", "/v1/openapi.json", "/live", "/ready", "/metrics");
    private static final int DOORS_MIN = 13;

    /** What API.md says of the doors that must be there. */
    private static final Map<String, Scope> SCOPES =
            Map.of(
                    "POST /v1/predictions", Scope.INGEST_PREDICTIONS,
                    "POST /v1/ground-truth", Scope.INGEST_LABELS,
                    "POST /v1/latency-summaries", Scope.INGEST_LATENCY,
                    "POST /v1/models", Scope.WRITE,
                    "PUT /v1/models/:model/policy", Scope.WRITE,
                    "POST /v1/models/:model/versions", Scope.DEPLOY,
                    "POST /v1/models/:model/deployments", Scope.DEPLOY,
                    "PUT /v1/models/:model/versions/:version/reference", Scope.REFERENCE_WRITE,
                    "POST /v1/models/:model/retraining-requests/:request/status", Scope.RETRAIN);

    private static CollectorService service;

    @BeforeAll
    static void start() {
        // In development only because the tests' database does not wait for the disk.
        CollectorSettings settings = CollectorSettings.onLoopback(0, 0, Optional.of(SECRET), true);
        Storage storage = POSTGRES.storage();
        service =
                CollectorService.start(
                        settings,
                        storage,
                        host -> CollectorService.storedKeys(settings, storage, host));
        String admin = key(EnumSet.allOf(Scope.class));
        for (String model : List.of("mine", "theirs")) {
            call(
                    "POST",
                    "/v1/models",
                    "{\"name\":\"" + model + "\"}",
                    "Content-Type",
                    "application/json",
                    "X-API-Key",
                    admin);
            call(
                    "POST",
                    "/v1/models/" + model + "/versions",
                    """
                    {"version":"1","task":"regression",
                     "signature":{"inputs":[{"name":"x","type":"double"}]}}
                    """,
                    "Content-Type",
                    "application/json",
                    "X-API-Key",
                    admin);
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static final Pattern DOOR =
            Pattern.compile(
                    "halflife_http_requests_total\\{code=\"200\",method=\"([A-Z]+)\",route=\"([^\"]+)\"");

    /** A door: method and route template. */
    private record Operation(String method, String route) {
        String path(String model) {
            return route.replace(":model", model)
                    .replace(":version", "1")
                    .replaceAll(":[a-z]+", "x1");
        }

        boolean isOfAModel() {
            return route.contains(":model");
        }
    }

    /** Every door that the running service has: each is counted from 0 before anybody comes. */
    private static List<Operation> doors() {
        List<Operation> found = new ArrayList<>();
        Matcher matcher = DOOR.matcher(get(service.managementPort(), "/metrics"));
        while (matcher.find()) {
            Operation operation = new Operation(matcher.group(1), matcher.group(2));
            if (!OPEN.contains(operation.route())) {
                found.add(operation);
            }
        }
        return found;
    }

    private static String key(Set<Scope> scopes, String... models) {
        KeyDraft draft =
                new KeyDraft(
                        "matrix",
                        scopes.stream().map(Scope::text).toList(),
                        List.of(models),
                        false,
                        Optional.empty(),
                        KeyLimits.NONE,
                        Duration.ofDays(1));
        return POSTGRES.storage().apiKeys().create(draft, KeyPepper.of(SECRET)).text().reveal();
    }

    private static HttpResponse<String> call(
            String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    private static HttpResponse<String> ask(Operation operation, String model, String key) {
        return call(
                operation.method(),
                operation.path(model),
                "{}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + key);
    }

    private static String get(int port, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return CLIENT.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private static String code(HttpResponse<String> response) {
        Matcher matcher = Pattern.compile("\"code\":\"([a-z_]+)\"").matcher(response.body());
        return matcher.find() ? matcher.group(1) : "";
    }

    @Test
    void noKeyOrABadOne_opensNoDoor() {
        List<Operation> doors = doors();
        assertTrue(doors.size() >= DOORS_MIN, doors.toString());
        for (Operation door : doors) {
            HttpResponse<String> none = call(door.method(), door.path("mine"), "{}");
            assertEquals(401, none.statusCode(), door.toString());
            String unknown = KeyText.random().reveal();
            assertEquals(401, ask(door, "mine", unknown).statusCode(), door.toString());
            assertEquals(401, ask(door, "mine", "hl_live_x").statusCode(), door.toString());
        }
    }

    /** Postgres takes no NUL in a text: no door may find that out by itself. */
    @Test
    void controlCharacterInThePath_isNothingThatIsThere() {
        String key = key(EnumSet.allOf(Scope.class));
        List<Operation> doors =
                doors().stream().filter(door -> door.route().contains(":")).toList();
        assertTrue(doors.size() >= 8, doors.toString());
        for (Operation door : doors) {
            Matcher parameter = Pattern.compile(":[a-z]+").matcher(door.route());
            while (parameter.find()) {
                String bad = door.route().replace(parameter.group(), "a%00b");
                HttpResponse<String> answer = ask(new Operation(door.method(), bad), "mine", key);
                assertEquals(404, answer.statusCode(), door + " " + bad);
                assertEquals("not_found", code(answer), door + " " + bad);
            }
        }
    }

    /** Each door has one scope; the ten others hear 403, whichever model they ask for. */
    @Test
    void keysOfOneScope_openTheDoorsOfThatScope() {
        Map<Scope, String> keys = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            keys.put(scope, key(EnumSet.of(scope)));
        }
        for (Operation door : doors()) {
            Set<Scope> openers = EnumSet.noneOf(Scope.class);
            keys.forEach(
                    (scope, key) -> {
                        int status = ask(door, "nobody", key).statusCode();
                        assertNotEquals(401, status, door + " " + scope);
                        if (status != 403) {
                            openers.add(scope);
                        }
                    });
            assertEquals(1, openers.size(), door + " is opened by " + openers);
            Scope expected = SCOPES.get(door.method() + " " + door.route());
            if (expected != null) {
                assertEquals(Set.of(expected), openers, door.toString());
            }
        }
    }

    /** 404 as for a model that does not exist, and word for word the same. */
    @Test
    void modelOfAnotherKey_looksLikeNone() {
        String restricted = key(EnumSet.allOf(Scope.class), "mine");
        String free = key(EnumSet.allOf(Scope.class));
        for (Operation door : doors()) {
            if (!door.isOfAModel()) {
                continue;
            }
            HttpResponse<String> theirs = ask(door, "theirs", restricted);
            HttpResponse<String> nobodys = ask(door, "nobody", restricted);
            assertEquals(404, theirs.statusCode(), door.toString());
            assertEquals("unknown_model", code(theirs), door.toString());
            assertEquals(
                    theirs.body().replaceAll("theirs|r_[0-9A-Za-z]+", ""),
                    nobodys.body().replaceAll("nobody|r_[0-9A-Za-z]+", ""),
                    door.toString());
            int right = ask(door, "theirs", free).statusCode();
            assertTrue(right != 401 && right != 403 && right < 500, door + " " + right);
        }
    }

    private static HttpResponse<String> send(String path, String body, String key) {
        return call("POST", path, body, "Content-Type", "application/json", "X-API-Key", key);
    }

    private static String prediction(String model, String id) {
        return "{\"model\":\""
                + model
                + "\",\"version\":\"1\",\"prediction_id\":\""
                + id
                + "\",\"event_time\":\""
                + Instant.now()
                + "\",\"features\":{\"x\":1},\"prediction\":{\"value\":2}}";
    }

    /** An item about another's model is refused as one about no model; its neighbour is stored. */
    @Test
    void itemOfAnotherModel_isUnknownAndTakesNobodyWithIt() {
        String key = key(EnumSet.of(Scope.INGEST_PREDICTIONS), "mine");

        HttpResponse<String> answer =
                send(
                        "/v1/predictions",
                        "{\"predictions\":["
                                + prediction("theirs", "a")
                                + ","
                                + prediction("mine", "b")
                                + ","
                                + prediction("nobody", "c")
                                + "]}",
                        key);

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"accepted\":1"), answer.body());
        assertEquals(
                2,
                Pattern.compile("\"code\":\"unknown_model\",\"pointer\":\"/model\"")
                        .matcher(answer.body())
                        .results()
                        .count(),
                answer.body());
    }

    /** No counter and no answer tells what the key is; the refusals are counted by reason. */
    @Test
    void refusals_areCountedAndNeverShowTheKey() {
        String key = key(EnumSet.of(Scope.INGEST_LABELS), "mine");
        HttpResponse<String> refused = send("/v1/predictions", "{}", key);
        assertEquals(403, refused.statusCode());
        String typo = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
        assertEquals(401, send("/v1/predictions", "{}", typo).statusCode());
        HttpResponse<String> inUrl = call("POST", "/v1/predictions?api_key=" + key, "{}");
        assertEquals(400, inUrl.statusCode());
        assertEquals("key_in_url", code(inUrl));

        String metrics = get(service.managementPort(), "/metrics");
        for (String reason : List.of("key_malformed", "key_in_url", "forbidden")) {
            assertFalse(
                    metrics.contains("halflife_auth_failures_total{reason=\"" + reason + "\"} 0.0"),
                    reason);
        }
        String secret = key.substring(21, 64);
        assertFalse(metrics.contains(secret));
        assertFalse((refused.body() + inUrl.body()).contains(secret));
    }

    @Test
    void revokedKey_isShutOutByAnotherServiceAtOnce() {
        String key = key(EnumSet.of(Scope.INGEST_PREDICTIONS));
        POSTGRES.storage().apiKeys().revoke(key.substring(8, 20));

        assertEquals(401, send("/v1/predictions", "{}", key).statusCode());
    }

    @Test
    void keyThatAsksForTooMuch_hears429WithTheTimeToWait() {
        KeyDraft draft =
                new KeyDraft(
                        "limited",
                        List.of("ingest:predictions"),
                        List.of(),
                        false,
                        Optional.empty(),
                        new KeyLimits(1000, 1000, 1, 2),
                        Duration.ofDays(1));
        String key =
                POSTGRES.storage().apiKeys().create(draft, KeyPepper.of(SECRET)).text().reveal();
        String three =
                "{\"predictions\":["
                        + prediction("mine", "l1")
                        + ","
                        + prediction("mine", "l2")
                        + ","
                        + prediction("mine", "l3")
                        + "]}";

        HttpResponse<String> first = send("/v1/predictions", three, key);
        HttpResponse<String> second = send("/v1/predictions", three, key);

        assertEquals(200, first.statusCode(), first.body());
        assertEquals(
                "\"requests\";q=1000;w=1, \"items\";q=2;w=2",
                first.headers().firstValue("RateLimit-Policy").orElseThrow());
        assertTrue(first.headers().firstValue("RateLimit").orElseThrow().contains("\"items\";r=0"));
        assertEquals(429, second.statusCode(), second.body());
        assertEquals("rate_limited", code(second));
        assertEquals("2", second.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(
                get(service.managementPort(), "/metrics")
                        .contains(
                                "halflife_rate_limited_requests_total{route=\"/v1/predictions\"} 1.0"));
    }
}
