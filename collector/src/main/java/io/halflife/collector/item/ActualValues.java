// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What turned out true: a label or a value. Used again for the next item. Not thread-safe. */
final class ActualValues {

    private final TextReader texts;
    private final SeenFields seen = new SeenFields();
    private byte[] label;
    private double value;

    ActualValues(TextReader texts) {
        this.texts = texts;
    }

    void clear() {
        label = null;
        value = Double.NaN;
        seen.clear();
    }

    byte[] label() {
        return label;
    }

    double value() {
        return value;
    }

    boolean isThere() {
        return label != null || !Double.isNaN(value);
    }

    void read(JsonParser json, Item item) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            Values.mismatch(json, item, "/actual", "object");
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "label" -> {
                    seen.note(0);
                    label = texts.text(json, item, "/actual/label", ItemLimits.STRING_BYTES_MAX);
                }
                case "value" -> {
                    seen.note(1);
                    value = Values.number(json, item, "/actual/value", "number");
                }
                default -> {
                    seen.note(field);
                    JsonInput.skip(json);
                }
            }
        }
    }
}
