// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads single values and notes what is wrong with them. Stands and stays at the value's end. */
final class Values {

    private static final double EXACT_MAX = 0x1p53;

    private Values() {}

    /** What a token is called in messages. */
    static String nameOf(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            case VALUE_NULL -> "null";
            case START_ARRAY -> "array";
            case START_OBJECT -> "object";
            default -> "nothing";
        };
    }

    /** Notes that the value has the wrong type, and passes it by. */
    static void mismatch(JsonParser json, Item item, String pointer, String expected)
            throws IOException {
        String got = nameOf(json.currentToken());
        item.refuse(pointer, "type_mismatch", "expected " + expected + ", got " + got);
        JsonInput.skip(json);
    }

    /** Whether the token is a bare NaN or Infinity. */
    static boolean isNotFiniteLiteral(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            return false;
        }
        char[] text = json.getTextCharacters();
        int at = json.getTextOffset();
        char first = text[at] == '-' || text[at] == '+' ? text[at + 1] : text[at];
        return first > '9';
    }

    /**
     * A finite number; NaN, with a finding, for anything else. Null is NaN without a finding.
     *
     * @param expected for messages, for example {@code "double"}
     */
    static double number(JsonParser json, Item item, String pointer, String expected)
            throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        if (!token.isNumeric()) {
            mismatch(json, item, pointer, expected);
            return Double.NaN;
        }
        if (isNotFiniteLiteral(json)) {
            item.refuse(pointer, "not_finite", "must be a finite number");
            return Double.NaN;
        }
        double value =
                json.getTextLength() > ItemLimits.NUMBER_CHARACTERS_MAX
                        ? Double.POSITIVE_INFINITY
                        : json.getDoubleValue();
        if (Double.isInfinite(value)) {
            item.refuse(pointer, "out_of_range", "is beyond what a float8 holds");
            return Double.NaN;
        }
        return value;
    }

    /** A number in {@code [min, max]}; otherwise like {@link #number}. */
    static double numberIn(JsonParser json, Item item, String pointer, double min, double max)
            throws IOException {
        double value = number(json, item, pointer, "number");
        if (value < min || value > max) {
            item.refuse(pointer, "out_of_range", "must be in [" + min + ", " + max + "]");
            return Double.NaN;
        }
        return value;
    }

    /**
     * A whole number as a float8, within int64 or, for {@code integer}, int32; NaN with a finding
     * for anything else. A number like 3.0 is whole.
     */
    static double whole(JsonParser json, Item item, String pointer, boolean narrow)
            throws IOException {
        String expected = narrow ? "integer" : "long";
        double value = number(json, item, pointer, expected);
        if (Double.isNaN(value)) {
            return value;
        }
        if (value != Math.rint(value)) {
            item.refuse(
                    pointer,
                    "type_mismatch",
                    "expected " + expected + ", got a number with a fraction");
            return Double.NaN;
        }
        return inRange(json, item, pointer, value, narrow);
    }

    private static double inRange(
            JsonParser json, Item item, String pointer, double value, boolean narrow)
            throws IOException {
        boolean fits =
                narrow
                        ? value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE
                        : fitsLong(json, value);
        if (!fits) {
            item.refuse(pointer, "out_of_range", "is beyond int" + (narrow ? "32" : "64"));
            return Double.NaN;
        }
        return value;
    }

    private static boolean fitsLong(JsonParser json, double value) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        }
        return Math.abs(value) < 0x1p63;
    }

    /** A text of digits that means an int64 too large for JSON numbers; NaN when it is none. */
    static double largeWhole(String text) {
        try {
            double value = Long.parseLong(text);
            return Math.abs(value) >= EXACT_MAX ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * A time in microseconds since 2000; {@link Times#INVALID}, with a finding, when it is none.
     * Not for null.
     */
    static long time(JsonParser json, Item item, String pointer) throws IOException {
        long micros = Times.INVALID;
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            micros =
                    Times.ofText(
                            json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        } else if (token == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            micros = Times.ofMillis(json.getLongValue());
        } else {
            JsonInput.skip(json);
        }
        if (micros == Times.INVALID) {
            item.refuse(
                    pointer,
                    "timestamp_invalid",
                    "must be RFC 3339 with an offset, or whole milliseconds since 1970");
        }
        return micros;
    }
}
