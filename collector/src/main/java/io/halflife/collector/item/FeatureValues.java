// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.halflife.collector.directory.FeatureSlot;
import io.halflife.collector.directory.KnownVersion;
import io.halflife.monitor.profile.NumberNames;
import io.halflife.storage.ingest.PgTime;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The features of the item that is being read, by position: numbers, and texts behind each other.
 * Used again for the next item. Not thread-safe.
 */
final class FeatureValues {

    private static final String POINTER = "/features";
    private static final int MISSING = -1;

    private final Utf8 texts = new Utf8();
    private final BitSet seen = new BitSet();
    private final BitSet given = new BitSet();
    private final Map<String, String> extras = new TreeMap<>();
    private double[] numbers = new double[0];
    private int[] textStarts = new int[0];
    private int[] textLengths = new int[0];
    private int nonFinite;

    void clear() {
        texts.clear();
        seen.clear();
        given.clear();
        extras.clear();
        nonFinite = 0;
    }

    double[] numbers() {
        return numbers;
    }

    Utf8 texts() {
        return texts;
    }

    int[] textStarts() {
        return textStarts;
    }

    int[] textLengths() {
        return textLengths;
    }

    /** Values that were NaN or infinite and count as missing. */
    int nonFinite() {
        return nonFinite;
    }

    /** Features that the signature does not know, as JSON by name. */
    Map<String, String> extras() {
        return extras;
    }

    /** Reads the object at the parser, or the row of values where the columns are known. */
    void read(JsonParser json, Item item, KnownVersion version, FeatureColumns columns)
            throws IOException {
        if (columns != null && json.currentToken() == JsonToken.START_ARRAY) {
            readRow(json, item, version, columns);
        } else {
            read(json, item, version);
        }
    }

    private void readRow(JsonParser json, Item item, KnownVersion version, FeatureColumns columns)
            throws IOException {
        begin(version);
        int at = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (at >= columns.size()) {
                JsonInput.skip(json);
            } else if (columns.slot(at) == null) {
                readExtra(json, item, version, columns.name(at));
            } else {
                readSlot(json, item, columns.slot(at));
            }
            at++;
        }
        if (at != columns.size()) {
            item.refuse(
                    POINTER,
                    "shape_mismatch",
                    "the row has " + at + " values for " + columns.size() + " columns");
        }
    }

    /** Reads the object at the parser. */
    void read(JsonParser json, Item item, KnownVersion version) throws IOException {
        begin(version);
        if (json.currentToken() != JsonToken.START_OBJECT) {
            Values.mismatch(json, item, POINTER, "object");
            return;
        }
        int next = 0;
        int count = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            FeatureSlot slot = find(version, name, next);
            json.nextToken();
            count++;
            if (slot == null) {
                readExtra(json, item, version, name);
            } else {
                next = slot.order() + 1;
                readSlot(json, item, slot);
            }
        }
        requireFew(item, count);
    }

    private static void requireFew(Item item, int count) {
        if (count > ItemLimits.FEATURES_MAX) {
            item.refuse(
                    POINTER,
                    "too_many_features",
                    "an item has at most " + ItemLimits.FEATURES_MAX + " features");
        }
    }

    private void begin(KnownVersion version) {
        if (numbers.length < version.numericCount()) {
            numbers = new double[version.numericCount()];
        }
        if (textStarts.length < version.categoricalCount()) {
            textStarts = new int[version.categoricalCount()];
            textLengths = new int[version.categoricalCount()];
        }
        Arrays.fill(numbers, 0, version.numericCount(), Double.NaN);
        Arrays.fill(textStarts, 0, version.categoricalCount(), MISSING);
    }

    /** Most senders keep the order of the signature, so the next slot is tried first. */
    private static FeatureSlot find(KnownVersion version, String name, int next) {
        if (next < version.slots().size()) {
            FeatureSlot expected = version.slots().get(next);
            if (expected.feature().name().equals(name)) {
                return expected;
            }
        }
        return version.slot(name);
    }

    private void readSlot(JsonParser json, Item item, FeatureSlot slot) throws IOException {
        if (seen.get(slot.order())) {
            throw new DuplicateKeyException();
        }
        seen.set(slot.order());
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (Values.isNotFiniteLiteral(json)) {
            nonFinite++;
            return;
        }
        given.set(slot.order());
        if (slot.isNumeric()) {
            numbers[slot.position()] = readNumber(json, item, slot);
        } else {
            readText(json, item, slot);
        }
    }

    private static double readNumber(JsonParser json, Item item, FeatureSlot slot)
            throws IOException {
        // The commonest case first: no pointer is made unless something is wrong.
        if (slot.type() == FeatureSlot.ValueType.DOUBLE
                && json.currentToken().isNumeric()
                && json.getTextLength() <= ItemLimits.NUMBER_CHARACTERS_MAX) {
            double value = json.getDoubleValue();
            if (!Double.isInfinite(value)) {
                return value;
            }
        }
        String pointer = slot.pointer();
        return switch (slot.type()) {
            case LONG -> readLong(json, item, pointer);
            case INTEGER -> Values.whole(json, item, pointer, true);
            case DATETIME -> secondsSince1970(Values.time(json, item, pointer));
            default -> Values.number(json, item, pointer, slot.feature().type());
        };
    }

    private static double readLong(JsonParser json, Item item, String pointer) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            double large = Values.largeWhole(json.getText());
            if (!Double.isNaN(large)) {
                return large;
            }
        }
        return Values.whole(json, item, pointer, false);
    }

    private static double secondsSince1970(long micros) {
        return micros == Times.INVALID
                ? Double.NaN
                : PgTime.EPOCH_SECONDS + micros / (double) PgTime.MICROS_PER_SECOND;
    }

    private void readText(JsonParser json, Item item, FeatureSlot slot) throws IOException {
        String pointer = slot.pointer();
        switch (slot.type()) {
            case STRING -> readString(json, item, pointer, slot.position());
            case BOOLEAN -> {
                if (json.currentToken().isBoolean()) {
                    put(slot.position(), json.getBooleanValue() ? "true" : "false");
                } else {
                    Values.mismatch(json, item, pointer, "boolean");
                }
            }
            case DATETIME -> {
                boolean text = json.currentToken() == JsonToken.VALUE_STRING;
                if (Values.time(json, item, pointer) != Times.INVALID) {
                    putTime(json, slot.position(), text);
                }
            }
            default -> readNumberName(json, item, slot, pointer);
        }
    }

    private void readString(JsonParser json, Item item, String pointer, int position)
            throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            Values.mismatch(json, item, pointer, "string");
            return;
        }
        int start = texts.size();
        int length = TextReader.append(json, item, pointer, texts, ItemLimits.STRING_BYTES_MAX);
        if (length >= 0) {
            textStarts[position] = start;
            textLengths[position] = length;
        }
    }

    private void putTime(JsonParser json, int position, boolean text) throws IOException {
        put(position, text ? json.getText() : Long.toString(json.getLongValue()));
    }

    /** A number that is a category: 3 and 3.0 are the same one. A long may come as a text. */
    private void readNumberName(JsonParser json, Item item, FeatureSlot slot, String pointer)
            throws IOException {
        boolean whole =
                slot.type() == FeatureSlot.ValueType.LONG
                        || slot.type() == FeatureSlot.ValueType.INTEGER;
        if (whole && json.currentToken() == JsonToken.VALUE_STRING) {
            double large = Values.largeWhole(json.getText());
            if (!Double.isNaN(large)) {
                put(slot.position(), Long.toString(Long.parseLong(json.getText())));
                return;
            }
        }
        double value =
                whole
                        ? Values.whole(
                                json, item, pointer, slot.type() == FeatureSlot.ValueType.INTEGER)
                        : Values.number(json, item, pointer, slot.feature().type());
        if (Double.isNaN(value)) {
            return;
        }
        boolean exact = whole && json.currentToken() == JsonToken.VALUE_NUMBER_INT;
        put(slot.position(), exact ? Long.toString(json.getLongValue()) : NumberNames.of(value));
    }

    private void put(int position, String text) {
        char[] chars = text.toCharArray();
        textStarts[position] = texts.size();
        textLengths[position] = texts.append(chars, 0, chars.length);
    }

    private void readExtra(JsonParser json, Item item, KnownVersion version, String name)
            throws IOException {
        if (extras.containsKey(name)) {
            throw new DuplicateKeyException();
        }
        if (version.isStrict()) {
            item.refuse(
                    POINTER,
                    name,
                    "unknown_feature",
                    "the signature has no such feature, and the model is strict");
        }
        ExtraValue value = ExtraValue.read(json, item, name);
        nonFinite += value.isNotFinite() ? 1 : 0;
        extras.put(name, value.json());
    }

    /** Notes every required feature that has no value. */
    void requireAll(Item item, KnownVersion version) {
        for (FeatureSlot slot : version.requiredSlots()) {
            if (!given.get(slot.order())) {
                item.refuse(slot.pointer(), "required", "the signature requires a value");
            }
        }
    }
}
