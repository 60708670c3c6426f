// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;

/**
 * The value of a feature that the signature does not know: kept as it is when it is a single value,
 * as null when it is not.
 *
 * @param json the value as JSON that Postgres takes
 */
record ExtraValue(String json, boolean isNotFinite) {

    private static final String POINTER = "/features";
    private static final ExtraValue NULL = new ExtraValue("null", false);

    static ExtraValue read(JsonParser json, Item item, String name) throws IOException {
        requireName(item, name);
        return switch (json.currentToken()) {
            case VALUE_STRING -> text(json, item, name);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json, item, name);
            case VALUE_TRUE -> new ExtraValue("true", false);
            case VALUE_FALSE -> new ExtraValue("false", false);
            default -> {
                JsonInput.skip(json);
                yield NULL;
            }
        };
    }

    private static void requireName(Item item, String name) {
        char[] chars = name.toCharArray();
        int bytes = new Utf8().append(chars, 0, chars.length);
        if (bytes == Utf8.INVALID || !Utf8.isName(name)) {
            item.refuse(POINTER, "invalid_string", "a feature's name must be printable text");
        } else if (bytes > ItemLimits.NAME_BYTES_MAX) {
            item.refuse(
                    POINTER,
                    "string_too_long",
                    "a feature's name has at most " + ItemLimits.NAME_BYTES_MAX + " bytes");
        }
    }

    private static ExtraValue text(JsonParser json, Item item, String name) throws IOException {
        int length =
                TextReader.append(
                        json,
                        item,
                        POINTER + "/" + name.replace("~", "~0").replace("/", "~1"),
                        new Utf8(),
                        ItemLimits.STRING_BYTES_MAX);
        return length < 0 ? NULL : new ExtraValue(quoted(json.getText()), false);
    }

    private static ExtraValue number(JsonParser json, Item item, String name) throws IOException {
        if (Values.isNotFiniteLiteral(json)) {
            return new ExtraValue("null", true);
        }
        boolean tooLong = json.getTextLength() > ItemLimits.NUMBER_CHARACTERS_MAX;
        if (tooLong || Double.isInfinite(json.getDoubleValue())) {
            item.refuse(POINTER, name, "out_of_range", "is beyond what a float8 holds");
            return NULL;
        }
        return new ExtraValue(json.getText(), false);
    }

    /** A text as a JSON string. */
    static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
