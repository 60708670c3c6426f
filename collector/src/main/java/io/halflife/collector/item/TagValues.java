// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Texts by name, as one JSON object in the order of the names. */
final class TagValues {

    private static final String POINTER = "/tags";

    private TagValues() {}

    /** The object at the parser as JSON; null where it is null or refused. */
    static byte[] read(JsonParser json, Item item, TextReader texts) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            Values.mismatch(json, item, POINTER, "object");
            return null;
        }
        Map<String, String> tags = new TreeMap<>();
        Set<String> names = new HashSet<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (!names.add(name)) {
                throw new DuplicateKeyException();
            }
            json.nextToken();
            readTag(json, item, texts, name, tags);
        }
        if (names.size() > ItemLimits.TAGS_MAX) {
            item.refuse(
                    POINTER,
                    "too_many_tags",
                    "an item has at most " + ItemLimits.TAGS_MAX + " tags");
        }
        return tags.isEmpty() ? null : object(tags);
    }

    private static void readTag(
            JsonParser json, Item item, TextReader texts, String name, Map<String, String> tags)
            throws IOException {
        char[] chars = name.toCharArray();
        int bytes = new Utf8().append(chars, 0, chars.length);
        if (bytes == Utf8.INVALID || !Utf8.isName(name)) {
            item.refuse(POINTER, "invalid_string", "a tag's name must be printable text");
        } else if (bytes > ItemLimits.NAME_BYTES_MAX) {
            item.refuse(
                    POINTER,
                    "string_too_long",
                    "a tag's name has at most " + ItemLimits.NAME_BYTES_MAX + " bytes");
        }
        String pointer =
                bytes > ItemLimits.NAME_BYTES_MAX
                        ? POINTER
                        : POINTER + "/" + name.replace("~", "~0").replace("/", "~1");
        byte[] value = texts.text(json, item, pointer, ItemLimits.STRING_BYTES_MAX);
        if (value != null) {
            tags.put(name, ExtraValue.quoted(new String(value, StandardCharsets.UTF_8)));
        }
    }

    /** One JSON object of values that are JSON already. */
    static byte[] object(Map<String, String> values) {
        StringBuilder json = new StringBuilder("{");
        for (Map.Entry<String, String> entry : values.entrySet()) {
            if (json.length() > 1) {
                json.append(',');
            }
            json.append(ExtraValue.quoted(entry.getKey())).append(':').append(entry.getValue());
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
