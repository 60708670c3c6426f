// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Writes the fields of items: null is left out, times go out in microseconds. */
final class ItemFields {

    private ItemFields() {}

    static void text(JsonGenerator json, String field, String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    static void number(JsonGenerator json, String field, Double value) throws IOException {
        if (value != null) {
            json.writeNumberField(field, value);
        }
    }

    static void instant(JsonGenerator json, String field, Instant value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value.truncatedTo(ChronoUnit.MICROS).toString());
        }
    }

    static void actual(JsonGenerator json, String label, Double value) throws IOException {
        if (label != null || value != null) {
            json.writeObjectFieldStart("actual");
            text(json, "label", label);
            number(json, "value", value);
            json.writeEndObject();
        }
    }

    static void values(JsonGenerator json, String field, Map<String, ?> values) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            json.writeFieldName(entry.getKey());
            value(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Double || value instanceof Float) {
            json.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Instant instant) {
            json.writeString(instant.truncatedTo(ChronoUnit.MICROS).toString());
        } else {
            json.writeString(value.toString());
        }
    }
}
