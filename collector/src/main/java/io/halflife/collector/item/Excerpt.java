// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.halflife.collector.directory.KnownVersion;
import java.io.IOException;

/**
 * What the quarantine shows of an item: enough to see what is wrong with it, and nothing that a
 * person may have written. Its structure, names, numbers and booleans stay, and texts that the
 * version declares as a category or class; any other text becomes its length. Bytes that are no
 * JSON are counted and not shown. At most 4 KiB; what is longer ends with an ellipsis.
 */
final class Excerpt {

    private static final int NUMBER_MAX = 40;
    private static final String ELLIPSIS = "…";

    private final KnownVersion known;
    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private boolean full;

    private Excerpt(KnownVersion known) {
        this.known = known;
    }

    /** Never null, never with a NUL or half a surrogate pair. */
    static String of(Item item) {
        Excerpt excerpt = new Excerpt(item.known());
        int from = item.start();
        int length = Math.min(item.length(), item.bodyLength() - from);
        try (JsonParser json = JsonInput.parser(item.body(), from, length)) {
            excerpt.write(json);
        } catch (IOException | DuplicateKeyException e) {
            excerpt.add("(no JSON)");
        }
        return excerpt.text.toString();
    }

    private void write(JsonParser json) throws IOException {
        boolean comma = false;
        JsonToken token = json.nextToken();
        while (token != null && !full) {
            if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                add(token.asString());
                comma = true;
            } else if (token == JsonToken.FIELD_NAME) {
                add((comma ? "," : "") + name(json.currentName()) + ":");
                comma = false;
            } else {
                add((comma ? "," : "") + value(json, token));
                comma = !token.isStructStart();
            }
            token = next(json);
        }
    }

    /** The offset is the item's, as it says where to look. */
    private JsonToken next(JsonParser json) throws IOException {
        try {
            return full ? null : json.nextToken();
        } catch (IOException e) {
            add("(no JSON from byte " + json.currentLocation().getByteOffset() + " on)");
            return null;
        }
    }

    private static String name(String name) {
        boolean plain = Utf8.isName(name) && name.length() <= ItemLimits.NAME_BYTES_MAX;
        return ExtraValue.quoted(plain ? name : length(name));
    }

    private String value(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            String sent = json.getText();
            boolean declared = known != null && known.declares(sent);
            return ExtraValue.quoted(declared ? sent : length(sent));
        }
        if (token.isNumeric()) {
            boolean fits = json.getTextLength() <= NUMBER_MAX;
            return fits ? json.getText() : "(number of " + json.getTextLength() + " characters)";
        }
        return token.asString();
    }

    private static String length(String sent) {
        return "(" + sent.length() + ")";
    }

    private void add(String more) {
        for (int i = 0; i < more.length() && !full; ) {
            int point = more.codePointAt(i);
            int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes + size > ItemLimits.EXCERPT_BYTES_MAX - ELLIPSIS.length() * 3) {
                full = true;
                text.append(ELLIPSIS);
                return;
            }
            boolean half = Character.getType(point) == Character.SURROGATE;
            text.appendCodePoint(half ? '?' : point);
            bytes += size;
            i += Character.charCount(point);
        }
    }
}
