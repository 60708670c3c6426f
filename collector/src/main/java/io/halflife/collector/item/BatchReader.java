// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads the items of one body, either {@code {"name":[…]}} or one item per line. In the first form
 * broken JSON spoils the body, in the second only its line.
 */
final class BatchReader {

    private final byte[] body;
    private final int length;
    private final int itemsMax;
    private final ItemReader items;
    private final ParsedBatch batch;
    private final Item item;

    BatchReader(byte[] body, int length, int itemsMax, ItemReader items, ParsedBatch batch) {
        this.body = body;
        this.length = length;
        this.itemsMax = itemsMax;
        this.items = items;
        this.batch = batch;
        this.item = new Item(body, length);
    }

    /**
     * Reads {@code {"name":[…]}}.
     *
     * @throws MalformedBodyException when it is anything else
     * @throws RequestTooLargeException when it holds too many items
     */
    void readObject(String name) {
        requirePlainUtf8(body, 0, length);
        try (JsonParser json = JsonInput.parser(body, 0, length)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new MalformedBodyException("malformed_json", "the body is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                JsonInput.skip(json);
                throw new MalformedBodyException(
                        "type_mismatch", "the body must be an object with the array " + name);
            }
            readMembers(json, name);
            if (json.nextToken() != null) {
                throw new MalformedBodyException(
                        "malformed_json", "text after the object, " + where(json));
            }
        } catch (JacksonException e) {
            throw malformed(e);
        } catch (DuplicateKeyException e) {
            throw new MalformedBodyException("duplicate_key", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readMembers(JsonParser json, String name) throws IOException {
        SeenFields seen = new SeenFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals(name)) {
                seen.note(0);
                readArray(json, name);
            } else {
                seen.note(field);
                batch.countUnknownField();
                JsonInput.skip(json);
            }
        }
        if (!seen.has(0)) {
            throw new MalformedBodyException("required", name + " is required");
        }
    }

    private void readArray(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            JsonInput.skip(json);
            throw new MalformedBodyException("type_mismatch", name + " must be an array");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            item.begin(0, JsonInput.tokenStart(json));
            countItem();
            readItem(json, 0);
            finish(item, items, batch);
        }
    }

    /** Reads one item per line; empty lines are none. */
    void readLines() {
        int from = 0;
        while (from < length) {
            int to = from;
            while (to < length && body[to] != '\n') {
                to++;
            }
            if (!isBlank(from, to)) {
                readLine(from, to);
            }
            from = to + 1;
        }
    }

    private void readLine(int from, int to) {
        item.begin(from, from);
        countItem();
        try (JsonParser json = JsonInput.parser(body, from, to - from)) {
            requirePlainUtf8(body, from, to);
            json.nextToken();
            readItem(json, from);
            if (json.nextToken() != null) {
                throw new MalformedBodyException("malformed_json", "text after the item");
            }
            finish(item, items, batch);
        } catch (JacksonException e) {
            refuseLine(to, malformed(e));
        } catch (DuplicateKeyException e) {
            refuseLine(to, new MalformedBodyException("duplicate_key", e.getMessage()));
        } catch (MalformedBodyException e) {
            refuseLine(to, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuseLine(int to, MalformedBodyException e) {
        item.end(to);
        item.refuse("", e.code(), e.getMessage());
        batch.refuse(item);
    }

    private void countItem() {
        batch.receive();
        if (batch.received() > itemsMax) {
            throw new RequestTooLargeException(itemsMax);
        }
    }

    private void readItem(JsonParser json, int base) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            items.read(json, item);
        } else {
            item.refuse("", "type_mismatch", "an item must be an object");
            JsonInput.skip(json);
        }
        item.end(base + JsonInput.tokenEnd(json));
    }

    /** An item was read: it is stored when it broke no rule, else refused. */
    static void finish(Item item, ItemReader items, ParsedBatch batch) {
        if (item.length() > ItemLimits.ITEM_BYTES_MAX) {
            item.refuse(
                    "",
                    "item_too_large",
                    "an item has at most " + ItemLimits.ITEM_BYTES_MAX + " bytes");
        }
        if (item.isValid()) {
            items.store(item);
        }
        if (!item.isValid()) {
            batch.refuse(item);
        }
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** A byte order mark or a zero byte would make the parser guess at other encodings. */
    static void requirePlainUtf8(byte[] body, int from, int to) {
        for (int i = from; i < Math.min(to, from + 4); i++) {
            boolean mark = i == from && (body[i] & 0xFF) >= 0xEF;
            if (body[i] == 0 || mark) {
                throw new MalformedBodyException(
                        "malformed_json", "it does not start with JSON in plain UTF-8");
            }
        }
    }

    /** The parser's complaint in our words, without content. */
    static MalformedBodyException malformed(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return new MalformedBodyException(
                    "too_deep", "nested deeper than " + ItemLimits.DEPTH_MAX + " levels");
        }
        return new MalformedBodyException("malformed_json", "not JSON, " + where(e.getLocation()));
    }

    static String where(JsonParser json) {
        return where(json.currentLocation());
    }

    private static String where(JsonLocation at) {
        return at == null
                ? "place unknown"
                : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
