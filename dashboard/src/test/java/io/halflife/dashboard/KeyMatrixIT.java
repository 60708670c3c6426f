// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.http.auth.Scope;
import io.halflife.storage.PostgresFixture;
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

/** Every door of the dashboard, whatever is added to it, against every kind of key. */
class KeyMatrixIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final SealingKey SECRET = SealingKey.of(SealingKey.random());
    private static final Set<String> OPEN =
            Set.of("/assets/:build/:name", "/v1/openapi.json", "/live", "/ready", "/metrics");
    private static final int DOORS_MIN = 25;

    /** What API.md says of some that must be there. */
    private static final Map<String, Scope> SCOPES =
            Map.of(
                    "GET /", Scope.READ,
                    "GET /v1/models", Scope.READ,
                    "GET /v1/models/:model/drift", Scope.READ,
                    "GET /retraining", Scope.READ,
                    "POST /v1/models/:model/retraining-requests", Scope.RETRAIN,
                    "GET /v1/webhook-endpoints", Scope.ADMIN,
                    "POST /v1/webhook-endpoints", Scope.ADMIN,
                    "POST /v1/models/:model/delete", Scope.ADMIN,
                    "GET /v1/audit-events", Scope.ADMIN);

    private static DashboardService service;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        for (int i = 0; i < 150; i++) {
            String name = String.format("a-theirs-%03d", i);
            POSTGRES.storage()
                    .jdbi()
                    .useHandle(h -> h.execute("insert into model (name) values (?)", name));
        }
        POSTGRES.storage()
                .jdbi()
                .useHandle(h -> h.execute("insert into model (name) values ('mine'), ('theirs')"));
        service =
                DashboardService.start(
                        new DashboardSettings(
                                "127.0.0.1",
                                0,
                                0,
                                "",
                                false,
                                ExporterSettings.DEFAULTS,
                                Optional.of(SECRET)),
                        POSTGRES.storage());
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
                "X-Requested-With",
                "test",
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

    private static HttpResponse<String> read(String path, String key) {
        return call("GET", path, "", "X-API-Key", key);
    }

    /** The limit counts what the key may see: 150 models of others stand before its own. */
    @Test
    void lists_holdTheModelsOfTheKeyOnly() {
        String key = key(EnumSet.of(Scope.READ, Scope.ADMIN), "mine", Seeds.MODEL);

        HttpResponse<String> first = read("/v1/models?limit=1", key);
        assertTrue(first.body().contains("\"" + Seeds.MODEL + "\""), first.body());
        HttpResponse<String> all = read("/v1/models?limit=2", key);
        assertTrue(all.body().contains("\"mine\""), all.body());
        for (String path :
                List.of("/v1/models?limit=1000", "/", "/retraining", "/v1/webhook-endpoints")) {
            HttpResponse<String> answer = read(path, key);
            assertEquals(200, answer.statusCode(), path);
            assertFalse(answer.body().contains("theirs"), path);
        }
        assertTrue(read("/", key).body().contains("mine"));
        assertTrue(read("/retraining", key).body().contains(Seeds.REQUEST_ID));
        String other = key(EnumSet.of(Scope.READ), "mine");
        assertFalse(read("/retraining", other).body().contains(Seeds.REQUEST_ID));
    }

    /** A request's id is no way around the model of its path. */
    @Test
    void requestOfAnotherModel_isNotFoundUnderOnesOwn() {
        String key = key(EnumSet.of(Scope.READ), "mine");
        String id = Seeds.REQUEST_ID;

        assertEquals(404, read("/models/mine/retraining/" + id, key).statusCode());
        assertEquals(404, read("/v1/models/mine/retraining-requests/" + id, key).statusCode());
    }
}
