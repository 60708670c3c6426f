// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.Asking;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks one reading operation everything that the document says of it. */
final class ReadQuestions {

    private static final int PAGES_MAX = 300;
    private static final Set<String> OF_EVERY_LIST =
            Set.of("version", "environment", "from", "to", "order", "limit", "cursor", "format");

    private final Asking dashboard;
    private final ApiContract api;
    private final ApiOperation operation;
    private final String path;

    ReadQuestions(
            Asking dashboard, ApiContract api, ApiOperation operation, Map<String, String> values) {
        this.dashboard = dashboard;
        this.api = api;
        this.operation = operation;
        this.path = operation.path(values);
    }

    /** An answer that keeps to the document. */
    HttpResponse<String> ask(int status, String query, String... headers) throws Exception {
        HttpResponse<String> answer =
                dashboard.call("GET", query.isEmpty() ? path : path + "?" + query, null, headers);
        String told = operation + " ?" + query + " " + answer.statusCode() + " " + answer.body();
        assertEquals(List.of(), api.breaks(operation, answer), told);
        assertEquals(status, answer.statusCode(), told);
        return answer;
    }

    private JsonNode json(String query) throws Exception {
        return ApiContract.json(ask(200, query));
    }

    boolean takes(String parameter) {
        return operation.queryParameters().containsKey(parameter);
    }

    /** The answer whole; nothing when it is known; a table where the document has one. */
    void forms() throws Exception {
        HttpResponse<String> whole = ask(200, "");
        if (!operation.response(304).isMissingNode()) {
            String tag = whole.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> known = ask(304, "", "If-None-Match", tag);
            assertEquals("", known.body());
            ask(200, "", "If-None-Match", "\"another\"");
        }
        if (operation.answersWithTable()) {
            String table = ask(200, "format=csv").body();
            int items = ApiContract.json(whole).path("items").size();
            assertTrue(table.lines().count() >= (items == 0 ? 0 : items + 1), table);
        } else if (takes("format")) {
            ask(422, "format=csv");
        }
    }

    /** One item at a time is the same list, and no item twice. */
    void pages() throws Exception {
        if (!takes("cursor")) {
            return;
        }
        List<JsonNode> whole = items(json("limit=1000"));
        List<JsonNode> paged = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = json("limit=1" + cursor);
            paged.addAll(items(page));
            cursor =
                    page.path("next_cursor").isTextual()
                            ? "&cursor=" + encoded(page.path("next_cursor").textValue())
                            : "";
            assertTrue(++pages <= PAGES_MAX, "pages do not end: " + operation);
        } while (!cursor.isEmpty());
        assertEquals(whole, paged, operation.toString());
        ask(400, "cursor=bm90LW9uZS1vZi1vdXJz");
    }

    /** What starts at the end of the period is not in it, what starts at its beginning is. */
    void time() throws Exception {
        if (!takes("from")) {
            return;
        }
        List<JsonNode> all = items(json(""));
        if (all.isEmpty() || !all.get(0).path("from").isTextual()) {
            return;
        }
        String first = all.get(0).path("from").textValue();
        List<JsonNode> since = items(json("from=" + encoded(first)));
        assertTrue(since.contains(all.get(0)), operation + " from " + first);
        if (!operation.id().equals("listMutes")) {
            List<JsonNode> before = items(json("to=" + encoded(first)));
            assertFalse(before.contains(all.get(0)), operation + " to " + first);
        }
        ask(422, "from=" + encoded(first) + "&to=" + encoded(first));
        ask(422, "from=yesterday");
    }

    /** Values beyond the schema, unknown names and names given twice are refused. */
    void refusals() throws Exception {
        if (operation.queryParameters().isEmpty()) {
            return;
        }
        requireSameParameters(ask(422, "colour=blue"));
        for (Map.Entry<String, JsonNode> parameter : operation.queryParameters().entrySet()) {
            JsonNode schema = parameter.getValue().path("schema");
            String name = parameter.getKey();
            boolean isChecked =
                    schema.has("enum")
                            || schema.path("type").asText().matches("integer|number|boolean")
                            || schema.path("format").asText().equals("date-time");
            if (isChecked) {
                ask(422, name + "=neither");
            }
            if (schema.has("maxLength") && !name.equals("cursor")) {
                ask(422, name + "=" + "x".repeat(schema.path("maxLength").asInt() + 1));
            }
            if (schema.has("enum")) {
                for (JsonNode value : schema.path("enum")) {
                    // A table has its own question, and a column has one role.
                    if (!value.asText().equals("csv") && !name.equals("role")) {
                        ask(200, name + "=" + encoded(value.asText()));
                    }
                }
            }
        }
        if (takes("limit")) {
            ask(422, "limit=0");
            ask(422, "limit=1001");
            ask(422, "limit=1&limit=2");
        }
    }

    /**
     * The refusal of an unknown name lists those that are known: each of the document is one of
     * them, and the others are those that every list takes.
     */
    private void requireSameParameters(HttpResponse<String> refusal) {
        String detail = ApiContract.json(refusal).at("/errors/0/detail").asText();
        Set<String> known = new TreeSet<>(List.of(detail.replace("filters are ", "").split(", ")));
        Set<String> documented = operation.queryParameters().keySet();
        Set<String> missing = new TreeSet<>(documented);
        missing.removeAll(known);
        assertEquals(Set.of(), missing, operation + ": documented, but not taken");
        known.removeAll(documented);
        known.removeAll(OF_EVERY_LIST);
        assertEquals(Set.of(), known, operation + ": taken, but not documented");
    }

    private static List<JsonNode> items(JsonNode answer) {
        List<JsonNode> items = new ArrayList<>();
        answer.path("items").forEach(items::add);
        return items;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
