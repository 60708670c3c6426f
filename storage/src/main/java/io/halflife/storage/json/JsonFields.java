// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.naming.NearName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/**
 * The fields of one JSON object, read one by one. A field that breaks a rule reads as absent and
 * leaves a violation; null reads as absent. {@link #done} reports the fields that nobody asked for.
 * Not thread-safe.
 */
public final class JsonFields {

    private static final int TEXT_BYTES_MAX = 4096;

    private final JsonNode object;
    private final String pointer;
    private final List<Violation> violations;
    private final Set<String> known = new TreeSet<>();

    private JsonFields(JsonNode object, String pointer, List<Violation> violations) {
        this.object = object;
        this.pointer = pointer;
        this.violations = violations;
    }

    /**
     * Starts to read; empty, with a violation, when the node is no object.
     *
     * @param pointer JSON Pointer to the node, from the body
     * @param violations takes what is found
     */
    public static Optional<JsonFields> of(
            JsonNode node, String pointer, List<Violation> violations) {
        if (!node.isObject()) {
            violations.add(new Violation(pointer, "type_mismatch", "expected an object"));
            return Optional.empty();
        }
        return Optional.of(new JsonFields(node, pointer, violations));
    }

    /** The field's value; empty when absent or null. */
    public Optional<JsonNode> field(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** At most 4 KiB, without control characters. */
    public Optional<String> text(String name) {
        return field(name).flatMap(value -> text(value, at(name)));
    }

    public Optional<Boolean> flag(String name) {
        return field(name)
                .filter(v -> v.isBoolean() || refuse(name, "type_mismatch", "expected a boolean"))
                .map(JsonNode::booleanValue);
    }

    /** A whole number in {@code min..max}. */
    public OptionalLong integer(String name, long min, long max) {
        Optional<JsonNode> value =
                field(name)
                        .filter(
                                v ->
                                        v.isIntegralNumber()
                                                || refuse(
                                                        name,
                                                        "type_mismatch",
                                                        "expected a whole number"));
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode number = value.get();
        if (!number.canConvertToLong() || number.longValue() < min || number.longValue() > max) {
            refuse(name, "out_of_range", "must be in " + min + ".." + max);
            return OptionalLong.empty();
        }
        return OptionalLong.of(number.longValue());
    }

    /**
     * A finite number for which the test holds.
     *
     * @param rule the test in words, for example {@code "must be in (0, 1)"}
     */
    public OptionalDouble number(String name, DoublePredicate test, String rule) {
        Optional<JsonNode> value =
                field(name)
                        .filter(
                                v ->
                                        v.isNumber()
                                                || refuse(
                                                        name,
                                                        "type_mismatch",
                                                        "expected a number"));
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        double number = value.get().doubleValue();
        if (!Double.isFinite(number) || !test.test(number)) {
            refuse(name, "out_of_range", rule);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number);
    }

    /** An ISO 8601 duration of {@code min..max}. */
    public Optional<Duration> duration(String name, Duration min, Duration max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = IsoDuration.parse(text.get());
        if (duration.isEmpty()) {
            refuse(name, "type_mismatch", "expected an ISO 8601 duration such as P1D or PT30M");
            return duration;
        }
        return duration.filter(
                d ->
                        (d.compareTo(min) >= 0 && d.compareTo(max) <= 0)
                                || refuse(
                                        name,
                                        "out_of_range",
                                        "must be in "
                                                + IsoDuration.text(min)
                                                + ".."
                                                + IsoDuration.text(max)));
    }

    /** One of the values, by its name in JSON. */
    public <E> Optional<E> choice(String name, E[] values, Function<E, String> jsonName) {
        return text(name).flatMap(text -> choice(name, text, values, jsonName));
    }

    private <E> Optional<E> choice(
            String name, String text, E[] values, Function<E, String> jsonName) {
        Optional<E> found =
                Arrays.stream(values).filter(v -> jsonName.apply(v).equals(text)).findFirst();
        if (found.isEmpty()) {
            List<String> names = Arrays.stream(values).map(jsonName).toList();
            refuse(
                    name,
                    "invalid_enum",
                    "must be one of "
                            + String.join(", ", names)
                            + NearName.suggestion(text, names));
        }
        return found;
    }

    /** An array of texts; of a text that is refused only the violation remains. */
    public Optional<List<String>> texts(String name) {
        return array(name)
                .map(
                        nodes -> {
                            List<String> texts = new ArrayList<>();
                            for (int i = 0; i < nodes.size(); i++) {
                                text(nodes.get(i), at(name) + "/" + i).ifPresent(texts::add);
                            }
                            return texts;
                        });
    }

    public Optional<List<JsonNode>> array(String name) {
        return field(name)
                .filter(v -> v.isArray() || refuse(name, "type_mismatch", "expected an array"))
                .map(JsonFields::elements);
    }

    public Optional<JsonFields> object(String name) {
        return field(name).flatMap(value -> of(value, at(name), violations));
    }

    /** An element of an array that is to be an object. */
    public Optional<JsonFields> element(String name, int index, JsonNode element) {
        return of(element, at(name) + "/" + index, violations);
    }

    /** Leaves a violation when the field is absent or null. */
    public void require(String name) {
        if (field(name).isEmpty()) {
            refuse(name, "required", "is required");
        }
    }

    /** Adds a violation about a field; always false, so that it can end a condition. */
    public boolean refuse(String name, String code, String detail) {
        violations.add(new Violation(at(name), code, detail));
        return false;
    }

    /** As {@link #refuse}, about an element of an array. */
    public boolean refuseElement(String name, int index, String code, String detail) {
        violations.add(new Violation(at(name) + "/" + index, code, detail));
        return false;
    }

    /** JSON Pointer to a field of this object. */
    public String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Call last: every field that was not asked for is a violation. */
    public void done() {
        Set<String> unknown = new HashSet<>();
        object.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        for (String name : new TreeSet<>(unknown)) {
            refuse(name, "unknown_field", "known fields are " + String.join(", ", known));
        }
    }

    private Optional<String> text(JsonNode value, String at) {
        String problem = null;
        String code = "type_mismatch";
        if (!value.isTextual()) {
            problem = "expected a string";
        } else if (value.textValue().getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES_MAX) {
            code = "string_too_long";
            problem = "must be at most " + TEXT_BYTES_MAX + " bytes of UTF-8";
        } else if (!isStorable(value.textValue())) {
            code = "invalid_string";
            problem = "must hold no control characters and no lone surrogates";
        }
        if (problem != null) {
            violations.add(new Violation(at, code, problem));
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(
                        c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.SURROGATE);
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>(array.size());
        for (Iterator<JsonNode> i = array.elements(); i.hasNext(); ) {
            elements.add(i.next());
        }
        return elements;
    }
}
