// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names by which a panel speaks of the fields of its queries. */
final class PanelFields {

    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    private PanelFields() {}

    /** The labels that a legend names. */
    static List<String> legendLabels(JsonNode target) {
        List<String> labels = new ArrayList<>();
        Matcher label = LEGEND.matcher(target.path("legendFormat").asText());
        while (label.find()) {
            labels.add(label.group(1));
        }
        return labels;
    }

    /** What transformations and overrides name and the queries do not give. */
    static Set<String> unknown(JsonNode panel, Set<String> given) {
        Set<String> unknown = new TreeSet<>();
        Set<String> shown = new TreeSet<>(given);
        for (JsonNode transformation : panel.path("transformations")) {
            JsonNode options = transformation.path("options");
            for (String kind : List.of("excludeByName", "indexByName", "renameByName")) {
                options.path(kind)
                        .fieldNames()
                        .forEachRemaining(n -> addIfMissing(n, given, unknown));
            }
            for (Map.Entry<String, JsonNode> name : options.path("renameByName").properties()) {
                shown.add(name.getValue().textValue());
            }
        }
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            addIfMissing(override.at("/matcher/options").textValue(), shown, unknown);
        }
        return unknown;
    }

    private static void addIfMissing(String name, Set<String> known, Set<String> unknown) {
        if (!known.contains(name)) {
            unknown.add(name);
        }
    }
}
