// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of Grafana's dashboard linter, and ours; exceptions are here with their reasons. */
class BoardRulesTest {

    private static final int SCHEMA_VERSION = 42;
    private static final int PANELS_MAX = 12;

    private static final Set<String> KINDS =
            Set.of(
                    "timeseries",
                    "stat",
                    "table",
                    "heatmap",
                    "bargauge",
                    "gauge",
                    "histogram",
                    "state-timeline",
                    "status-history",
                    "text");

    /** Alerts are Prometheus' own series and have the labels of what they are about. */
    private static final Pattern WITHOUT_JOB = Pattern.compile("ALERTS\\{|^count\\(ALERTS");

    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w:$])((?:halflife|jvm|process|up)\\w*)(\\{[^}]*})?");
    private static final Pattern RANGE =
            Pattern.compile("(\\w+)\\(\\s*\\w+(?:\\{[^}]*})?\\[([^]]+)]");
    private static final Pattern COUNTER = Pattern.compile("(halflife\\w*_total)");

    @Test
    void boards_areFixedAndCannotBeEdited() {
        Set<String> uids = new HashSet<>();
        for (Board board : Board.all()) {
            JsonNode json = board.json();
            assertEquals(SCHEMA_VERSION, json.path("schemaVersion").intValue(), board.file());
            assertTrue(uids.add(board.uid()), "twice: " + board.uid());
            assertTrue(board.uid().matches("halflife-[a-z]+"), board.uid());
            assertEquals("utc", json.path("timezone").textValue(), board.file());
            assertTrue(json.has("editable") && !json.path("editable").booleanValue(), board.file());
            assertTrue(board.panels().size() <= PANELS_MAX, board.file());
            assertTrue(json.path("tags").size() > 0, board.file());
        }
        assertTrue(uids.containsAll(Set.of("halflife-fleet", "halflife-drift")), uids.toString());
    }

    @Test
    void variables_areThoseEveryoneExpects() {
        for (Board board : Board.all()) {
            JsonNode source = variable(board, "datasource");
            assertEquals("datasource", source.path("type").textValue(), board.file());
            assertEquals("Data source", source.path("label").textValue(), board.file());
            for (String name : List.of("job", "instance")) {
                JsonNode variable = variable(board, name);
                assertEquals("query", variable.path("type").textValue(), name);
                assertTrue(variable.path("multi").booleanValue(), name);
                assertEquals(".+", variable.path("allValue").textValue(), name);
                assertEquals(
                        "${datasource}", variable.at("/datasource/uid").textValue(), board.file());
            }
            for (JsonNode variable : board.variables()) {
                if (variable.path("type").textValue().equals("query")) {
                    assertEquals(2, variable.path("refresh").intValue(), board.file());
                }
            }
        }
    }

    private static JsonNode variable(Board board, String name) {
        return board.variables().stream()
                .filter(v -> v.path("name").textValue().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(board.file() + " has no " + name));
    }

    @Test
    void panels_explainThemselves() {
        for (Board board : Board.all()) {
            assertEquals("text", board.panels().get(0).path("type").textValue(), board.file());
            for (JsonNode panel : board.panels()) {
                String name = board.file() + ", " + panel.path("title").textValue();
                assertTrue(KINDS.contains(panel.path("type").textValue()), name);
                assertTrue(panel.path("title").textValue().length() > 3, name);
                assertTrue(panel.path("description").textValue().endsWith("."), name);
                if (!panel.path("type").textValue().equals("text")) {
                    assertTrue(panel.path("targets").size() > 0, name);
                    assertTrue(hasUnit(panel), name + " has neither unit nor mappings");
                    String uid = panel.at("/datasource/uid").textValue();
                    assertTrue(Set.of("${datasource}", "${results}").contains(uid), name);
                }
            }
        }
    }

    private static boolean hasUnit(JsonNode panel) {
        JsonNode defaults = panel.at("/fieldConfig/defaults");
        return defaults.has("unit") || defaults.path("mappings").size() > 0;
    }

    @Test
    void promQl_selectsJobAndInstanceAndRatesItsCounters() {
        List<String> faults = new ArrayList<>();
        for (Board board : Board.all()) {
            for (Board.Query query : board.queries()) {
                if (query.isPrometheus()) {
                    faults.addAll(faultsOf(query));
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static List<String> faultsOf(Board.Query query) {
        List<String> faults = new ArrayList<>();
        String text = query.text().replaceAll("\"[^\"]*\"", "\"\"");
        Matcher selector = SELECTOR.matcher(text);
        while (selector.find()) {
            String labels = selector.group(2) == null ? "" : selector.group(2);
            boolean joined = isJoined(text, selector.start());
            if (!joined && !(labels.contains("job=~") && labels.contains("instance=~"))) {
                faults.add(query + ": " + selector.group() + " lacks job or instance");
            }
        }
        Matcher range = RANGE.matcher(text);
        while (range.find()) {
            if (!range.group(2).equals("$__rate_interval")) {
                faults.add(query + ": range " + range.group(2));
            }
        }
        Matcher counter = COUNTER.matcher(text);
        while (counter.find()) {
            String before = text.substring(Math.max(0, counter.start() - 10), counter.start());
            if (!before.matches("(?s).*(rate|irate|increase)\\($")) {
                faults.add(query + ": " + counter.group() + " without a rate");
            }
        }
        return faults;
    }

    /**
     * The right side of "and on (...)" or the inside of labels that group: no series of its own.
     */
    private static boolean isJoined(String text, int at) {
        String before = text.substring(0, at);
        return before.matches("(?s).*and on \\([^)]*\\) *$") || WITHOUT_JOB.matcher(text).find();
    }

    @Test
    void links_leadToBoardsAndPagesThatExist() {
        Set<String> uids = new HashSet<>();
        Board.all().forEach(board -> uids.add(board.uid()));
        for (Board board : Board.all()) {
            Matcher link = Pattern.compile("/d/([\\w-]+)").matcher(board.json().toString());
            while (link.find()) {
                assertTrue(uids.contains(link.group(1)), board.file() + ": " + link.group());
            }
            Matcher page =
                    Pattern.compile("docs/runbooks/\\w+\\.md|(?<=and )Model\\w+\\.md")
                            .matcher(board.json().toString());
            while (page.find()) {
                String path =
                        page.group().startsWith("docs")
                                ? page.group()
                                : "docs/runbooks/" + page.group();
                assertTrue(Sources.file(path).toFile().isFile(), path);
            }
        }
    }
}
