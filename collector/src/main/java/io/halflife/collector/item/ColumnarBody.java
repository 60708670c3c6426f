// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where things lie in a body of MLflow's scoring protocol: rows of features in one of four shapes,
 * and beside them the arrays that say whose they are and what was answered. Found in one pass over
 * the bytes; no value is read yet. MLflow's own fields without meaning here are passed by.
 */
final class ColumnarBody {

    /** The features' shapes, of which a body has one. */
    static final List<String> SHAPES =
            List.of("dataframe_split", "dataframe_records", "instances", "inputs");

    /** What may stand beside them, an array by row or, but for ids, one value for all rows. */
    private static final List<String> SIBLINGS =
            List.of(
                    "prediction_ids",
                    "event_times",
                    "event_time",
                    "predictions",
                    "latency_ms",
                    "environment",
                    "tags",
                    "trace_id");

    /** Only meaningful as an array: one value cannot be true of several rows. */
    private static final List<String> BY_ROW =
            List.of("prediction_ids", "event_times", "predictions");

    private static final Set<String> PASSED_BY = Set.of("params");

    private final int itemsMax;
    private final Map<String, Spans> siblings = new LinkedHashMap<>();
    private final Map<String, Spans> columns = new LinkedHashMap<>();
    private String shape;
    private Spans rows;
    private List<String> names;
    private int unknownFields;

    private ColumnarBody(int itemsMax) {
        this.itemsMax = itemsMax;
    }

    /** Whether a body names one of the shapes at its top; it may be broken further on. */
    static boolean isColumnar(byte[] body, int length) {
        if (SHAPES.stream().noneMatch(shape -> holds(body, length, '"' + shape + '"'))) {
            return false;
        }
        try (JsonParser json = JsonInput.parser(body, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (SHAPES.contains(json.currentName())) {
                    return true;
                }
                json.nextToken();
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false; // The reader of the body says what is wrong with it.
        }
    }

    private static boolean holds(byte[] body, int length, String text) {
        for (int i = 0; i <= length - text.length(); i++) {
            int at = 0;
            while (at < text.length() && body[i + at] == text.charAt(at)) {
                at++;
            }
            if (at == text.length()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds everything.
     *
     * @throws MalformedBodyException when the body is broken, or its arrays do not fit together
     * @throws RequestTooLargeException when an array has too many rows
     */
    static ColumnarBody read(byte[] body, int length, int itemsMax) {
        ColumnarBody found = new ColumnarBody(itemsMax);
        BatchReader.requirePlainUtf8(body, 0, length);
        try (JsonParser json = JsonInput.parser(body, 0, length)) {
            json.nextToken();
            found.readMembers(json);
            if (json.nextToken() != null) {
                throw new MalformedBodyException(
                        "malformed_json", "text after the object, " + BatchReader.where(json));
            }
        } catch (JacksonException e) {
            throw BatchReader.malformed(e);
        } catch (DuplicateKeyException e) {
            throw new MalformedBodyException("duplicate_key", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.requireShape();
        return found;
    }

    private void readMembers(JsonParser json) throws IOException {
        SeenFields seen = new SeenFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            seen.note(field);
            json.nextToken();
            if (SHAPES.contains(field)) {
                readShape(json, field);
            } else if (SIBLINGS.contains(field)) {
                readSibling(json, field);
            } else {
                unknownFields += PASSED_BY.contains(field) ? 0 : 1;
                JsonInput.skip(json);
            }
        }
    }

    private void readSibling(JsonParser json, String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        Spans spans = Spans.read(json, field, itemsMax);
        if (BY_ROW.contains(field) && !spans.isArray()) {
            throw wrongType(field, "an array with one element per row");
        }
        siblings.put(field, spans);
    }

    private void readShape(JsonParser json, String field) throws IOException {
        if (shape != null) {
            throw new MalformedBodyException(
                    "shape_mismatch", "both " + shape + " and " + field + "; send one of them");
        }
        shape = field;
        boolean object = json.currentToken() == JsonToken.START_OBJECT;
        if (object && field.equals("dataframe_split")) {
            readSplit(json);
        } else if (object && field.equals("inputs")) {
            readColumns(json);
        } else if (json.currentToken() == JsonToken.START_ARRAY
                && !field.equals("dataframe_split")) {
            rows = Spans.read(json, field, itemsMax);
        } else {
            String expected =
                    field.equals("dataframe_split")
                            ? "an object with columns and data"
                            : "an array of rows" + (field.equals("inputs") ? " or columns" : "");
            throw wrongType(field, expected);
        }
    }

    private void readSplit(JsonParser json) throws IOException {
        SeenFields seen = new SeenFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            seen.note(field);
            json.nextToken();
            switch (field) {
                case "columns" -> readNames(json);
                case "data" -> {
                    rows = Spans.read(json, "dataframe_split.data", itemsMax);
                    if (!rows.isArray()) {
                        throw wrongType("dataframe_split.data", "an array of rows");
                    }
                }
                default -> JsonInput.skip(json);
            }
        }
        if (names == null || rows == null) {
            throw new MalformedBodyException(
                    "required", "dataframe_split." + (names == null ? "columns" : "data"));
        }
    }

    private void readNames(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType("dataframe_split.columns", "an array of names");
        }
        names = new ArrayList<>();
        Set<String> once = new HashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean text = json.currentToken() == JsonToken.VALUE_STRING;
            if (!text && !json.currentToken().isNumeric()) {
                throw wrongType("dataframe_split.columns", "an array of names");
            }
            if (!once.add(json.getText())) {
                throw new DuplicateKeyException();
            }
            names.add(json.getText());
            requireFew();
        }
    }

    private void requireFew() {
        if (names.size() > ItemLimits.FEATURES_MAX) {
            throw new MalformedBodyException(
                    "too_many_features",
                    "a row has at most " + ItemLimits.FEATURES_MAX + " features");
        }
    }

    private void readColumns(JsonParser json) throws IOException {
        names = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (columns.put(name, Spans.read(json, "inputs." + name, itemsMax)) != null) {
                throw new DuplicateKeyException();
            }
            names.add(name);
            requireFew();
        }
        if (names.isEmpty()) {
            throw new MalformedBodyException("shape_mismatch", "inputs has no column");
        }
    }

    /** Whatever has a value per row has as many as there are rows. */
    private void requireShape() {
        Spans first = null;
        List<Spans> all = new ArrayList<>(columns.values());
        if (rows != null) {
            all.add(0, rows);
        }
        boolean single = !all.isEmpty() && all.stream().noneMatch(Spans::isArray);
        siblings.values().stream().filter(Spans::isArray).forEach(all::add);
        for (Spans spans : all) {
            boolean counts = spans.isArray() || (single && columns.containsValue(spans));
            boolean fits = first == null || spans.count() == first.count();
            if (!counts || !fits) {
                throw mismatch(first == null ? all.get(all.size() - 1) : first, spans);
            }
            first = first == null ? spans : first;
        }
    }

    /** Names of the request's own invention are not repeated in full. */
    private static MalformedBodyException mismatch(Spans first, Spans other) {
        return new MalformedBodyException(
                "shape_mismatch",
                "%s has %s, %s has %s"
                        .formatted(label(first), rows(first), label(other), rows(other)));
    }

    private static String label(Spans spans) {
        return spans.name().startsWith("inputs.") ? "a column of inputs" : spans.name();
    }

    private static String rows(Spans spans) {
        return spans.isArray() ? spans.count() + " rows" : "one value";
    }

    private static MalformedBodyException wrongType(String field, String expected) {
        return new MalformedBodyException("type_mismatch", field + " must be " + expected);
    }

    /** One of {@link #SHAPES}. */
    String shape() {
        return shape;
    }

    /** How many rows there are. */
    int count() {
        return rows != null
                ? rows.count()
                : columns.values().stream().findFirst().map(Spans::count).orElse(0);
    }

    /** The columns' names; null where each row names its features or none are named. */
    List<String> names() {
        return names;
    }

    /** The rows; null where the body holds columns. */
    Spans rows() {
        return rows;
    }

    /** The columns in the order of {@link #names}; empty where the body holds rows. */
    List<Spans> columns() {
        return List.copyOf(columns.values());
    }

    /** Null where it was not sent. */
    Spans sibling(String name) {
        return siblings.get(name);
    }

    int unknownFields() {
        return unknownFields;
    }
}
