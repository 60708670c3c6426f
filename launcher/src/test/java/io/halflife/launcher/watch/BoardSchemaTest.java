// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Boards have no field that Grafana does not know, and no value of another type. */
class BoardSchemaTest {

    private static final StrictSchema DASHBOARD = StrictSchema.named("dashboard");

    @Test
    void boards_areOfTheSchema() {
        List<String> faults = new ArrayList<>();
        for (Board board : Board.all()) {
            faults.addAll(DASHBOARD.faults(withoutForeignParts(board.json())));
            for (JsonNode panel : board.panels()) {
                String name = board.file() + ", " + panel.path("title").textValue() + ": ";
                faultsOf(panel).forEach(fault -> faults.add(name + fault));
            }
        }
        assertEquals(List.of(), faults);
    }

    /** The schema would not be worth much if it took these. */
    @Test
    void schema_catchesWhatPeopleMistype() {
        ObjectNode board = (ObjectNode) withoutForeignParts(Board.all().get(0).json());
        assertEquals(List.of(), DASHBOARD.faults(board));
        board.put("refesh", "1m");
        assertTrue(DASHBOARD.faults(board).toString().contains("/refesh"));

        JsonNode stat =
                Board.all().stream()
                        .flatMap(b -> b.panels().stream())
                        .filter(p -> p.path("type").textValue().equals("stat"))
                        .findFirst()
                        .orElseThrow()
                        .deepCopy();
        assertEquals(List.of(), faultsOf(stat));
        ((ObjectNode) stat.path("options")).put("colourMode", "value");
        assertFalse(faultsOf(stat).isEmpty());
        ((ObjectNode) stat.path("options")).remove("colourMode");
        ((ObjectNode) stat.path("fieldConfig").path("defaults")).put("decimals", "3");
        assertFalse(faultsOf(stat).isEmpty());
    }

    /**
     * Panels are held against their own kind below. The query of an annotation belongs to its data
     * source; the schema knows only that of Grafana's own annotations.
     */
    private static JsonNode withoutForeignParts(JsonNode board) {
        ObjectNode copy = board.deepCopy();
        copy.putArray("panels");
        for (JsonNode annotation : copy.path("annotations").path("list")) {
            ((ObjectNode) annotation).remove("target");
        }
        return copy;
    }

    private static List<String> faultsOf(JsonNode panel) {
        List<String> faults = new ArrayList<>(DASHBOARD.faults("Panel", panel));
        String kind = panel.path("type").textValue().replace("-", "");
        faults.addAll(StrictSchema.named(kind).faults(panel.path("options")));
        JsonNode custom = panel.path("fieldConfig").path("defaults").path("custom");
        if (custom.isObject() && StrictSchema.exists(kind + ".fieldconfig")) {
            faults.addAll(StrictSchema.named(kind + ".fieldconfig").faults(custom));
        }
        return faults;
    }
}
