// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of Grafana's boards.
 *
 * @param file its name
 * @param json the whole board
 */
record Board(String file, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A query of a panel.
     *
     * @param panel null for the query of an annotation or variable
     */
    record Query(Board board, JsonNode panel, String where, JsonNode target) {

        boolean isPrometheus() {
            return target.has("expr");
        }

        String text() {
            return target.path(isPrometheus() ? "expr" : "rawSql").textValue();
        }

        @Override
        public String toString() {
            return board.file + ", " + where;
        }
    }

    static List<Board> all() {
        List<Board> boards = new ArrayList<>();
        for (Path file : Sources.in("grafana/dashboards", ".json")) {
            try {
                boards.add(
                        new Board(
                                file.getFileName().toString(), JSON.readTree(Sources.read(file))));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(file.toString(), e);
            }
        }
        return boards;
    }

    String uid() {
        return json.path("uid").textValue();
    }

    /** Also those inside rows. */
    List<JsonNode> panels() {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode panel : json.path("panels")) {
            found.add(panel);
            panel.path("panels").forEach(found::add);
        }
        return found;
    }

    List<JsonNode> variables() {
        List<JsonNode> found = new ArrayList<>();
        json.path("templating").path("list").forEach(found::add);
        return found;
    }

    /** Of all panels and annotations. */
    List<Query> queries() {
        List<Query> found = new ArrayList<>();
        panels().forEach(panel -> found.addAll(queriesOf(panel)));
        found.addAll(annotationQueries());
        return found;
    }

    List<Query> queriesOf(JsonNode panel) {
        List<Query> found = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            String where = panel.path("title").textValue() + " " + target.path("refId").textValue();
            found.add(new Query(this, panel, where, target));
        }
        return found;
    }

    List<Query> annotationQueries() {
        List<Query> found = new ArrayList<>();
        for (JsonNode annotation : json.path("annotations").path("list")) {
            if (annotation.has("target")) {
                String where = "annotation " + annotation.path("name").textValue();
                found.add(new Query(this, null, where, annotation.path("target")));
            }
        }
        return found;
    }
}
