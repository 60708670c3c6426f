// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The running collector against its document: first every example in the order of a story, then
 * bodies that are made up from the schemas, then each example broken in one place after the other.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiContractIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();
    private static final ApiContract API = new ApiContract();
    private static final long SEED = 20_260_301L;
    private static final int BODIES = 30;

    /** Each operation and the statuses that its examples get, in an order in which they can. */
    private static final Map<String, Set<Integer>> STORY = story();

    private static final Map<String, String> LOCATIONS = new LinkedHashMap<>();

    private static Map<String, Set<Integer>> story() {
        Map<String, Set<Integer>> story = new LinkedHashMap<>();
        story.put("getDocument", Set.of(200));
        story.put("getLimits", Set.of(200));
        story.put("createModel", Set.of(201));
        story.put("registerVersion", Set.of(201));
        story.put("changeModel", Set.of(200));
        story.put("recordDeployment", Set.of(201));
        story.put("getPolicy", Set.of(200));
        story.put("replacePolicy", Set.of(200));
        story.put("postPredictions", Set.of(200));
        story.put("postPredictionsOfVersion", Set.of(200));
        story.put("postGroundTruth", Set.of(200));
        story.put("postLatencySummaries", Set.of(200));
        story.put("postMetricValues", Set.of(200));
        story.put("postReferenceRows", Set.of(200));
        story.put("replaceReference", Set.of(202));
        story.put("getOperation", Set.of(200));
        story.put("beginReference", Set.of(201));
        story.put("reportRetraining", Set.of(200));
        story.put("changeVersion", Set.of(200));
        return story;
    }

    @Test
    @Order(1)
    void examples_areTakenAndAnsweredAsDocumented() {
        Set<String> all =
                API.operations().stream().map(ApiOperation::id).collect(Collectors.toSet());
        assertTrue(all.remove("archiveModel"), "its turn comes last");
        assertEquals(all, STORY.keySet());
        for (Map.Entry<String, Set<Integer>> step : STORY.entrySet()) {
            ApiOperation operation = API.operation(step.getKey());
            prepare(operation);
            for (HttpCalls.Response answer : sendExamples(operation)) {
                assertEquals(List.of(), API.breaks(operation, answer), told(operation, answer));
                assertTrue(step.getValue().contains(answer.status()), told(operation, answer));
                LOCATIONS.put(operation.id(), answer.header("Location"));
            }
        }
    }

    private static void prepare(ApiOperation operation) {
        if (operation.id().equals("reportRetraining")) {
            String path = operation.examplePath();
            String id = path.replaceAll(".*/(rtr_[^/]+)/.*", "$1");
            COLLECTOR.execute(
                    """
                    insert into retraining_event (request_id, model_id, version_id, environment,
                      state, reason, as_of, expires_at, summary, writer)
                    select '%s', v.model_id, v.id, 'production', 'REQUESTED', 'decay', now(),
                           now() + interval '1 day', '', 'test'
                      from model_version v where v.version = '7'
                    """
                            .formatted(id));
        }
    }

    private static List<HttpCalls.Response> sendExamples(ApiOperation operation) {
        List<HttpCalls.Response> answers = new ArrayList<>();
        if (!operation.json().has("requestBody")) {
            answers.add(send(operation, "", ""));
        }
        operation
                .examples()
                .forEach(
                        (media, named) ->
                                named.forEach(
                                        (name, body) ->
                                                answers.add(send(operation, media, text(body)))));
        return answers;
    }

    private static String text(JsonNode body) {
        return body.isTextual() ? body.asText() : body.toString();
    }

    private static HttpCalls.Response send(ApiOperation operation, String media, String body) {
        String path = operation.examplePath();
        if (operation.id().equals("getOperation")) {
            path = LOCATIONS.get("replaceReference");
        }
        if (operation.id().equals("postReferenceRows")
                && LOCATIONS.containsKey("replaceReference")) {
            // The story froze the reference of version 7.
            path = path.replace("/versions/7/", "/versions/8/");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return media.isEmpty()
                ? COLLECTOR.http().send(operation.method(), path, bytes)
                : COLLECTOR.http().send(operation.method(), path, bytes, "Content-Type", media);
    }

    private static String told(ApiOperation operation, HttpCalls.Response answer) {
        return operation + " " + answer.status() + " " + answer.raw().body();
    }

    /**
     * A body that keeps to its schema is either taken or refused for what no schema can say: names
     * that nobody knows, figures that contradict each other, a state that is over.
     */
    @Test
    @Order(2)
    void madeUpBodies_areTakenOrRefusedAsDocumented() {
        Map<String, Integer> taken = new LinkedHashMap<>();
        for (ApiOperation operation : API.operations()) {
            if (operation.takesJson()) {
                taken.put(operation.id(), takenOf(operation));
            }
        }
        // A request that has ended takes no more reports.
        taken.remove("reportRetraining");
        taken.forEach((id, n) -> assertTrue(n > 0, "none of the bodies was taken: " + id));
    }

    /** Another operation's bodies may have retired the version or archived the model. */
    private static void revive() {
        String model = "/v1/models/credit-risk";
        for (String path : new String[] {model, model + "/versions/7"}) {
            String body = path.equals(model) ? "{\"archived\":false}" : "{\"retired\":false}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            HttpCalls.Response answer =
                    COLLECTOR.http().send("PATCH", path, bytes, "Content-Type", HttpCalls.JSON);
            assertEquals(200, answer.status(), path + " " + answer.raw().body());
        }
    }

    private static int takenOf(ApiOperation operation) {
        SchemaSample samples = new SchemaSample(API, SEED + operation.id().hashCode());
        int taken = 0;
        revive();
        for (int i = 0; i < BODIES; i++) {
            JsonNode body = samples.of(operation.requestSchema());
            if (!API.breaks(operation.requestSchema(), body).isEmpty()) {
                continue;
            }
            HttpCalls.Response answer = send(operation, HttpCalls.JSON, body.toString());
            String told = "seed " + SEED + ": " + body + " " + told(operation, answer);
            assertEquals(List.of(), API.breaks(operation, answer), told);
            assertTrue(Set.of(200, 201, 202, 404, 409, 422).contains(answer.status()), told);
            taken += answer.status() < 300 ? 1 : 0;
        }
        return taken;
    }

    /** Whatever the schema refuses the server refuses too, for good and in documented words. */
    @Test
    @Order(3)
    void brokenBodies_areRefusedAsDocumented() {
        Set<String> other = new TreeSet<>();
        int tried = 0;
        for (ApiOperation operation : API.operations()) {
            if (!operation.takesJson()) {
                continue;
            }
            revive();
            for (JsonNode example : operation.examples().get("application/json").values()) {
                for (SchemaMutations.Broken broken :
                        SchemaMutations.of(API, operation.requestSchema(), example)) {
                    tried++;
                    String body = broken.body().toString();
                    HttpCalls.Response answer = send(operation, HttpCalls.JSON, body);
                    String told = broken + ": " + body + " " + told(operation, answer);
                    assertEquals(List.of(), API.breaks(operation, answer), told);
                    if (answer.status() != 422) {
                        other.add(operation.id() + " " + broken + " " + answer.status());
                    }
                }
            }
        }
        // Times of no row at all: the arrays do not fit, which is no matter of one row.
        assertEquals(Set.of("postPredictionsOfVersion /event_time is a array 400"), other);
        assertTrue(tried > 200, "only " + tried);
    }

    @Test
    @Order(4)
    void archive_endsTheStory() {
        ApiOperation operation = API.operation("archiveModel");

        HttpCalls.Response refused = send(operation, "", "");
        assertEquals(409, refused.status(), told(operation, refused));
        assertEquals(List.of(), API.breaks(operation, refused), told(operation, refused));

        HttpCalls.Response answer =
                COLLECTOR
                        .http()
                        .send(
                                operation.method(),
                                operation.examplePath() + "?confirm=credit-risk",
                                new byte[0]);

        assertEquals(204, answer.status(), told(operation, answer));
        assertEquals(List.of(), API.breaks(operation, answer), told(operation, answer));
    }
}
