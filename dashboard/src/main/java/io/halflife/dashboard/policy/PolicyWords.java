// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.policy.PolicyField.Kind;
import io.halflife.storage.json.Json;
import io.halflife.storage.policy.PolicyChange;
import java.util.ArrayList;
import java.util.List;

/** Values of a policy as people read them, and as they type them. */
final class PolicyWords {

    private static final int SHOWN_MAX = 160;

    /** What a value is says its name without being named. */
    private static final String KIND = "kind";

    private PolicyWords() {}

    /** In short: names between commas, what a window is, no quotes around a text. */
    static String value(JsonNode value) {
        if (value == null || value.isMissingNode() || value.isNull()) {
            return "not set";
        }
        if (value.isArray()) {
            return value.isEmpty() ? "none" : list(value);
        }
        if (value.isObject()) {
            return object(value);
        }
        return value.isBoolean() ? (value.booleanValue() ? "yes" : "no") : value.asText();
    }

    private static String list(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(
                element -> words.add(element.isObject() ? object(element) : element.asText()));
        return shortened(String.join(", ", words));
    }

    private static String object(JsonNode object) {
        List<String> words = new ArrayList<>();
        object.properties()
                .forEach(
                        field -> {
                            JsonNode value = field.getValue();
                            String text =
                                    value.isArray()
                                            ? Figures.count(value.size())
                                            : value.isObject() ? object(value) : value.asText();
                            words.add(
                                    field.getKey().equals(KIND)
                                            ? text
                                            : field.getKey() + " " + text);
                        });
        return shortened(String.join(", ", words));
    }

    private static String shortened(String words) {
        return words.length() <= SHOWN_MAX
                ? words
                : words.substring(0, words.offsetByCodePoints(SHOWN_MAX - 1, 0)) + "…";
    }

    /** As the editor's field has it: what is typed there means the value again. */
    static String typed(Kind kind, JsonNode value) {
        if (kind == Kind.OBJECT) {
            return value.toString();
        }
        if (kind != Kind.LIST) {
            return value.asText();
        }
        List<String> names = new ArrayList<>();
        value.forEach(element -> names.add(element.asText()));
        boolean isPlain =
                names.stream()
                        .allMatch(n -> n.equals(n.strip()) && !n.contains(",") && !n.isEmpty());
        return isPlain && !names.isEmpty() && !names.get(0).startsWith("[")
                ? String.join(", ", names)
                : value.toString();
    }

    /** "drift.k from 2 to 3". */
    static String change(PolicyChange.Value value) {
        return value.pointer().substring(1).replace('/', '.')
                + " from "
                + value(Json.read(value.before()))
                + " to "
                + value(Json.read(value.after()));
    }
}
