// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads texts. Names such as a model's are the same in most items, so the last one is compared
 * before a new one is made. Not thread-safe.
 */
final class TextReader {

    private final Utf8 scratch = new Utf8();

    /** The last valid name of one field. */
    static final class Recent {
        private String text;

        private boolean isAt(JsonParser json) throws IOException {
            if (text == null || text.length() != json.getTextLength()) {
                return false;
            }
            char[] chars = json.getTextCharacters();
            int from = json.getTextOffset();
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) != chars[from + i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A name of at most 256 bytes; null, with a finding, when it is none. Null stays null. */
    String name(JsonParser json, Item item, String pointer, Recent recent) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING && recent.isAt(json)) {
            return recent.text;
        }
        String name = name(json, item, pointer, ItemLimits.NAME_BYTES_MAX);
        if (name != null) {
            recent.text = name;
        }
        return name;
    }

    private String name(JsonParser json, Item item, String pointer, int bytesMax)
            throws IOException {
        byte[] bytes = text(json, item, pointer, bytesMax);
        if (bytes == null) {
            return null;
        }
        String name = json.getText();
        if (!Utf8.isName(name)) {
            item.refuse(pointer, "invalid_string", "must not be empty or hold control characters");
            return null;
        }
        return name;
    }

    /** A prediction's id: 1 to 128 characters without control characters. */
    String id(JsonParser json, Item item, String pointer) throws IOException {
        String id = name(json, item, pointer, ItemLimits.STRING_BYTES_MAX);
        if (id != null && id.codePointCount(0, id.length()) > ItemLimits.ID_CHARACTERS_MAX) {
            item.refuse(
                    pointer,
                    "string_too_long",
                    "must have at most " + ItemLimits.ID_CHARACTERS_MAX + " characters");
            return null;
        }
        return id;
    }

    /** A text as UTF-8; null, with a finding, when it is none. Null stays null. */
    byte[] text(JsonParser json, Item item, String pointer, int bytesMax) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            Values.mismatch(json, item, pointer, "string");
            return null;
        }
        scratch.clear();
        int length = append(json, item, pointer, scratch, bytesMax);
        return length < 0 ? null : scratch.take(length);
    }

    /** Appends the text at the parser; negative, with a finding, when it cannot be stored. */
    static int append(JsonParser json, Item item, String pointer, Utf8 to, int bytesMax)
            throws IOException {
        int length =
                to.append(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        if (length < 0) {
            item.refuse(pointer, "invalid_string", "must not hold NUL or half a surrogate pair");
        } else if (length > bytesMax) {
            item.refuse(
                    pointer,
                    "string_too_long",
                    "must have at most " + bytesMax + " bytes of UTF-8");
            return -1;
        }
        return length;
    }
}
