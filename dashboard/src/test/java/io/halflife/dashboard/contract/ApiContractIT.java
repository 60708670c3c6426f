// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.Asking;
import io.halflife.dashboard.Seeds;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.webhook.SealingKey;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/**
 * The running dashboard against its document: every operation in the order of a story, first what
 * people write, then everything that can be read, then what is refused. Each answer is held against
 * the document, and a member that the document does not name is a breach.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiContractIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();
    private static final ApiContract API = new ApiContract();

    /**
     * Each writing operation and the status that its examples get, in an order in which they can.
     */
    private static final Map<String, Integer> STORY = story();

    /** What paths are filled with; writes add what they make. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    private static Asking dashboard;

    private static Map<String, Integer> story() {
        Map<String, Integer> story = new LinkedHashMap<>();
        story.put("createEndpoint", 201);
        story.put("changeEndpoint", 200);
        story.put("rotateSecret", 200);
        story.put("replayDelivery", 200);
        story.put("acknowledgeRequest", 200);
        story.put("cancelRequest", 200);
        story.put("rehearseRetraining", 200);
        story.put("askForRetraining", 201);
        story.put("replacePolicy", 200);
        story.put("previewPolicy", 200);
        story.put("setMute", 201);
        story.put("changeMute", 200);
        return story;
    }

    /** Their turn comes when everything has been read. */
    private static final List<String> LAST =
            List.of(
                    "testEndpoint",
                    "deleteMute",
                    "archiveModel",
                    "restoreModel",
                    "deleteModel",
                    "deleteEndpoint");

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        ContractSeeds.plant(POSTGRES.storage());
        dashboard = new Asking(POSTGRES.storage(), SealingKey.of(SealingKey.random()));
        NAMES.put("model", Seeds.MODEL);
        NAMES.put("version", "1");
        NAMES.put("request", Seeds.REQUEST_ID);
        NAMES.put("feature", "nswprice");
        NAMES.put("delivery", ContractSeeds.MESSAGE);
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    private static HttpResponse<String> send(ApiOperation operation, JsonNode body)
            throws Exception {
        return dashboard.call(
                operation.method(),
                operation.path(NAMES),
                body == null ? null : body.toString(),
                "X-Requested-With",
                "test");
    }

    private static HttpResponse<String> sent(ApiOperation operation, JsonNode body, int status)
            throws Exception {
        HttpResponse<String> answer = send(operation, body);
        String told = operation + " " + body + " " + answer.statusCode() + " " + answer.body();
        assertEquals(List.of(), API.breaks(operation, answer), told);
        assertEquals(status, answer.statusCode(), told);
        return answer;
    }

    @Test
    @Order(1)
    void examples_areTakenAndAnsweredAsDocumented() throws Exception {
        Set<String> writes =
                API.operations().stream()
                        .filter(o -> !o.method().equals("GET"))
                        .map(ApiOperation::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = new TreeSet<>(STORY.keySet());
        told.addAll(LAST);
        assertEquals(writes, told);
        for (Map.Entry<String, Integer> step : STORY.entrySet()) {
            ApiOperation operation = API.operation(step.getKey());
            if (!operation.takesJson()) {
                sent(operation, null, step.getValue());
            }
            for (JsonNode body : operation.examples().values()) {
                keep(operation.id(), sent(operation, body, step.getValue()));
            }
        }
    }

    private static void keep(String id, HttpResponse<String> answer) {
        String made = ApiContract.json(answer).path("id").asText();
        if (id.equals("createEndpoint")) {
            NAMES.put("endpoint", made);
            ContractSeeds.plantDelivery(POSTGRES.storage(), made);
        } else if (id.equals("setMute")) {
            NAMES.put("mute", made);
        }
    }

    @Test
    @Order(2)
    void reads_answerAsDocumented() throws Exception {
        List<Executable> reads = new ArrayList<>();
        for (ApiOperation operation : API.operations()) {
            if (operation.method().equals("GET")) {
                ReadQuestions questions = new ReadQuestions(dashboard, API, operation, NAMES);
                reads.add(questions::forms);
                reads.add(questions::pages);
                reads.add(questions::time);
                reads.add(questions::refusals);
            }
        }
        assertTrue(reads.size() > 100, reads.size() + " questions");
        assertAll(reads);
    }

    /** A list that is always empty would keep to any document. */
    @Test
    @Order(3)
    void lists_haveSomethingInThem() throws Exception {
        Set<String> empty = new TreeSet<>();
        for (ApiOperation operation : API.operations()) {
            if (operation.method().equals("GET")) {
                JsonNode answer = ApiContract.json(send(operation, null));
                if (answer.has("items") && answer.path("items").isEmpty()) {
                    empty.add(operation.id());
                }
            }
        }
        assertEquals(ContractSeeds.EMPTY, empty);
    }

    /** What does not exist is told in documented words, whatever is asked of it. */
    @Test
    @Order(4)
    void unknownThings_areNotFound() throws Exception {
        for (ApiOperation operation : API.operations()) {
            for (String name : NAMES.keySet()) {
                if (operation.path().contains("{" + name + "}")) {
                    Map<String, String> values = new LinkedHashMap<>(NAMES);
                    values.put(name, "nobody-7");
                    HttpResponse<String> answer =
                            dashboard.call(
                                    operation.method(),
                                    operation.path(values),
                                    operation.takesJson() ? anExample(operation) : null,
                                    "X-Requested-With",
                                    "test");
                    String told = operation + " without its " + name + ": " + answer.body();
                    assertEquals(List.of(), API.breaks(operation, answer), told);
                    assertEquals(404, answer.statusCode(), told);
                }
            }
        }
    }

    private static String anExample(ApiOperation operation) {
        ObjectNode body = operation.examples().values().iterator().next().deepCopy();
        if (operation.id().equals("deleteModel")) {
            body.put("confirm", "nobody-7");
        }
        return body.toString();
    }

    /** Whatever the schema refuses the server refuses too, in documented words. */
    @Test
    @Order(5)
    void brokenBodies_areRefusedAsDocumented() throws Exception {
        int tried = 0;
        for (ApiOperation operation : API.operations()) {
            if (operation.takesJson()) {
                tried += broken(operation);
            }
        }
        assertTrue(tried > 80, tried + " bodies");
    }

    private static int broken(ApiOperation operation) throws Exception {
        JsonNode schema = API.follow(operation.requestSchema());
        ObjectNode example = operation.examples().values().iterator().next().deepCopy();
        int tried = 1;
        refused(operation, example.deepCopy().put("colour", "blue"));
        for (String member : (Iterable<String>) () -> schema.path("properties").fieldNames()) {
            for (JsonNode wrong : wrongs()) {
                ObjectNode body = example.deepCopy();
                body.set(member, wrong);
                if (!API.breaks(operation.requestSchema(), body).isEmpty()) {
                    refused(operation, body);
                    tried++;
                }
            }
        }
        for (JsonNode required : schema.path("required")) {
            ObjectNode body = example.deepCopy();
            body.remove(required.asText());
            refused(operation, body);
            tried++;
        }
        malformed(operation);
        return tried;
    }

    private static List<JsonNode> wrongs() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return List.of(
                nodes.numberNode(-7),
                nodes.booleanNode(true),
                nodes.textNode("x".repeat(2500)),
                nodes.textNode(""),
                nodes.arrayNode().add(nodes.objectNode()),
                nodes.objectNode().put("colour", "blue"));
    }

    private static void refused(ApiOperation operation, JsonNode body) throws Exception {
        HttpResponse<String> answer = send(operation, body);
        String told = operation + " " + body + " " + answer.statusCode() + " " + answer.body();
        assertEquals(List.of(), API.breaks(operation, answer), told);
        assertEquals(422, answer.statusCode(), told);
    }

    private static void malformed(ApiOperation operation) throws Exception {
        String path = operation.path(NAMES);
        for (String body : List.of("{", "[]", "{\"a\":1,\"a\":2}", "\u0000")) {
            HttpResponse<String> answer =
                    dashboard.call(operation.method(), path, body, "X-Requested-With", "test");
            String told = operation + " " + body + " " + answer.body();
            assertEquals(List.of(), API.breaks(operation, answer), told);
            assertTrue(Set.of(400, 422).contains(answer.statusCode()), told);
        }
        HttpResponse<String> foreign =
                dashboard.call(operation.method(), path, "{}", "Sec-Fetch-Site", "cross-site");
        assertEquals(403, foreign.statusCode(), operation.toString());
        assertEquals(List.of(), API.breaks(operation, foreign), operation.toString());
    }

    @Test
    @Order(6)
    void policy_isHeldAgainstItsRevision() throws Exception {
        ApiOperation operation = API.operation("replacePolicy");
        String path = operation.path(NAMES);
        HttpResponse<String> stale = dashboard.call("PUT", path, "{}", "If-Match", "\"999\"");
        assertEquals(412, stale.statusCode(), stale.body());
        assertEquals(List.of(), API.breaks(operation, stale));
    }

    @Test
    @Order(7)
    void endings_areAnsweredAsDocumented() throws Exception {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        sent(API.operation("testEndpoint"), null, 200);
        sent(API.operation("deleteMute"), null, 204);
        sent(API.operation("changeMute"), anyBody("changeMute"), 409);
        ObjectNode sure = none.deepCopy().put("confirm", Seeds.MODEL);
        sent(API.operation("deleteModel"), sure, 409);
        sent(API.operation("archiveModel"), anyBody("archiveModel"), 200);
        sent(API.operation("restoreModel"), none, 200);
        sent(API.operation("archiveModel"), none, 200);
        sent(API.operation("listAuditEvents"), null, 200);
        sent(API.operation("getModel"), null, 200);
        sent(API.operation("getDrift"), null, 200);
        sent(API.operation("deleteModel"), sure, 200);
        sent(API.operation("getModel"), null, 404);
        sent(API.operation("deleteEndpoint"), null, 204);
        sent(API.operation("getEndpoint"), null, 404);
        sent(API.operation("getFleet"), null, 200);
    }

    private static JsonNode anyBody(String id) {
        return API.operation(id).examples().values().iterator().next();
    }
}
