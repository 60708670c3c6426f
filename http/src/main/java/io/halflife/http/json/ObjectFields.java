// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads an object field by field and collects every broken rule instead of stopping at the first. A
 * field that is absent or null is not there. At the end call {@link #requireNothingElse} on every
 * object and {@link #requireValid} once. Not thread-safe.
 */
public final class ObjectFields {

    private final ObjectNode node;
    private final String pointer;
    private final List<Violation> violations;
    private final Set<String> asked = new HashSet<>();

    private ObjectFields(ObjectNode node, String pointer, List<Violation> violations) {
        this.node = node;
        this.pointer = pointer;
        this.violations = violations;
    }

    public static ObjectFields of(ObjectNode body) {
        return new ObjectFields(body, "", new ArrayList<>());
    }

    public boolean has(String field) {
        return value(field).isPresent();
    }

    /** A text of at most 4 KiB that can be stored. */
    public Optional<String> text(String field) {
        return text(field, TextRules.TEXT_BYTES_MAX);
    }

    /** A name: 1 to 256 bytes without control characters. */
    public Optional<String> name(String field) {
        Optional<String> text = text(field, TextRules.NAME_BYTES_MAX);
        if (text.isPresent() && !TextRules.isName(text.get())) {
            reject(field, "invalid_string", "must not be empty or hold control characters");
            return Optional.empty();
        }
        return text;
    }

    /** A name, or a finding and the empty string. */
    public String requiredName(String field) {
        return required(field, name(field), "");
    }

    /** A name that can be a label value of a metric, or a finding and the empty string. */
    public String requiredLabel(String field) {
        String name = requiredName(field);
        if (!name.isEmpty() && !TextRules.isLabel(name)) {
            reject(field, "invalid_string", "may hold A-Z a-z 0-9 _ . : / - and 1 to 128 of them");
            return "";
        }
        return name;
    }

    /** One of a list of words. */
    public <T> Optional<T> word(
            String field, Function<String, Optional<T>> words, List<String> names) {
        Optional<String> text = text(field);
        Optional<T> found = text.flatMap(words);
        if (text.isPresent() && found.isEmpty()) {
            reject(field, "invalid_enum", "must be one of " + String.join(", ", names));
        }
        return found;
    }

    /** A finite number in {@code [min, max]}. */
    public OptionalDouble number(String field, double min, double max) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!value.get().isNumber()) {
            reject(field, "type_mismatch", "must be a number");
            return OptionalDouble.empty();
        }
        double number = value.get().doubleValue();
        if (!(number >= min && number <= max)) {
            reject(field, "out_of_range", "must be in [" + min + ", " + max + "]");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number);
    }

    public Optional<Boolean> flag(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isBoolean()) {
            reject(field, "type_mismatch", "must be true or false");
            return Optional.empty();
        }
        return value.map(JsonNode::booleanValue);
    }

    /** An RFC 3339 time with its offset. */
    public Optional<Instant> instant(String field) {
        Optional<String> text = text(field);
        try {
            return text.map(t -> OffsetDateTime.parse(t).toInstant());
        } catch (DateTimeParseException e) {
            reject(field, "timestamp_invalid", "must be RFC 3339 with an offset");
            return Optional.empty();
        }
    }

    /** Names that differ, at most this many. */
    public List<String> names(String field, int max) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<JsonNode> elements = elements(field);
        if (elements.size() > max) {
            reject(field, "out_of_range", "must have at most " + max + " elements");
            return names;
        }
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            String at = field + "/" + i;
            if (!element.isTextual()) {
                rejectAt(at, "type_mismatch", "must be a string");
            } else if (!TextRules.isName(element.textValue())
                    || TextRules.bytes(element.textValue()) > TextRules.TEXT_BYTES_MAX) {
                rejectAt(at, "invalid_string", "must be 1 to 4096 bytes, no control characters");
            } else if (!seen.add(element.textValue())) {
                rejectAt(at, "invalid_enum", "must not be there twice");
            } else {
                names.add(element.textValue());
            }
        }
        return names;
    }

    /** A nested object, read under the same rules. */
    public Optional<ObjectFields> object(String field) {
        return raw(field).map(o -> new ObjectFields(o, at(escaped(field)), violations));
    }

    /** A nested object as it is, for what we only keep. Its texts must be storable. */
    public Optional<ObjectNode> raw(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !(value.get() instanceof ObjectNode)) {
            reject(field, "type_mismatch", "must be an object");
            return Optional.empty();
        }
        if (value.isPresent() && !TextRules.isStorable(decoded(value.get()))) {
            reject(field, "invalid_string", "must not hold NUL or half a surrogate pair");
            return Optional.empty();
        }
        return value.map(ObjectNode.class::cast);
    }

    /** The objects of an array. */
    public List<ObjectFields> objects(String field) {
        List<ObjectFields> objects = new ArrayList<>();
        List<JsonNode> elements = elements(field);
        for (int i = 0; i < elements.size(); i++) {
            String at = escaped(field) + "/" + i;
            if (elements.get(i) instanceof ObjectNode object) {
                objects.add(new ObjectFields(object, at(at), violations));
            } else {
                rejectAt(at, "type_mismatch", "must be an object");
            }
        }
        return objects;
    }

    /** The value, or a finding and the substitute where it is not there. */
    public <T> T required(String field, Optional<T> value, T substitute) {
        if (!has(field)) {
            reject(field, "required", "is required");
        }
        return value.orElse(substitute);
    }

    /** A finding about a field; the detail completes the sentence "field …". */
    public void reject(String field, String code, String rule) {
        rejectAt(escaped(field), code, rule);
    }

    /** Every field that nobody asked for is a finding. */
    public void requireNothingElse() {
        node.fieldNames()
                .forEachRemaining(
                        field -> {
                            if (!asked.contains(field)) {
                                violations.add(
                                        new Violation(
                                                at(escaped(field)),
                                                "unknown_field",
                                                "the body has a field that is not known here"));
                            }
                        });
    }

    /**
     * Goes on only when every rule was kept.
     *
     * @throws ProblemException 422 with every finding
     */
    public void requireValid() {
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
    }

    private Optional<String> text(String field, int bytesMax) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = value.get().textValue();
        if (text == null) {
            reject(field, "type_mismatch", "must be a string");
        } else if (!TextRules.isStorable(text)) {
            reject(field, "invalid_string", "must not hold NUL or half a surrogate pair");
        } else if (TextRules.bytes(text) > bytesMax) {
            reject(field, "string_too_long", "must have at most " + bytesMax + " bytes");
        } else {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    private List<JsonNode> elements(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isArray()) {
            reject(field, "type_mismatch", "must be an array");
            return List.of();
        }
        List<JsonNode> elements = new ArrayList<>();
        value.ifPresent(array -> array.forEach(elements::add));
        return elements;
    }

    private Optional<JsonNode> value(String field) {
        asked.add(field);
        return Optional.ofNullable(node.get(field)).filter(value -> !value.isNull());
    }

    private void rejectAt(String path, String code, String rule) {
        String where = at(path);
        violations.add(new Violation(where, code, where.substring(1) + " " + rule));
    }

    private String at(String path) {
        return pointer + "/" + path;
    }

    /** The texts of a tree behind each other: enough to look for characters in them. */
    private static String decoded(JsonNode tree) {
        StringBuilder texts = new StringBuilder();
        collect(tree, texts);
        return texts.toString();
    }

    private static void collect(JsonNode node, StringBuilder texts) {
        if (node.isTextual()) {
            texts.append(node.textValue()).append(' ');
        }
        node.fieldNames().forEachRemaining(name -> texts.append(name).append(' '));
        node.forEach(child -> collect(child, texts));
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
