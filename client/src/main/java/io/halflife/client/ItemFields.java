// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Writes the fields of items: null is left out, times go out in microseconds. */
final class ItemFields {

    /** Longer names and numbers would be refused together with their neighbours. */
    private static final int NAME_LENGTH_MAX = 4096;

    private static final int DIGITS_MAX = 300;
    private static final int DIGIT_BITS_MAX = 960;

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
            json.writeFieldName(name(entry.getKey()));
            value(json, entry.getValue());
        }
        json.writeEndObject();
    }

    /** A server gives up on a whole body at such a name; here it costs this one item. */
    private static String name(String name) throws IOException {
        if (name.length() > NAME_LENGTH_MAX) {
            throw new IOException("a name of " + name.length() + " characters");
        }
        return name;
    }

    /** Only digits of the JDK's own classes go out as they are; others might print anything. */
    private static void number(JsonGenerator json, Number value) throws IOException {
        if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            json.writeNumber(value.longValue());
        } else if (value instanceof BigInteger big && big.bitLength() <= DIGIT_BITS_MAX) {
            json.writeNumber(big);
        } else if (value instanceof BigDecimal big && big.precision() <= DIGITS_MAX) {
            json.writeNumber(big.toString());
        } else if (value instanceof Byte) {
            json.writeNumber(value.intValue());
        } else {
            json.writeNumber(value.doubleValue());
        }
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Double || value instanceof Float) {
            json.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            number(json, number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Instant instant) {
            json.writeString(instant.truncatedTo(ChronoUnit.MICROS).toString());
        } else {
            json.writeString(value.toString());
        }
    }
}
