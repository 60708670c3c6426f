// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where the elements of one array of a body lie, or one value that stands for all rows. Values are
 * not read, only passed by.
 */
final class Spans {

    private static final int FIRST = 64;

    private final String name;
    private final boolean array;
    private int[] starts = new int[FIRST];
    private int[] ends = new int[FIRST];
    private int count;

    private Spans(String name, boolean array) {
        this.name = name;
        this.array = array;
    }

    /**
     * The value at the parser, which is passed by.
     *
     * @param name what the array is called in messages
     * @param countMax more elements are too many
     * @throws RequestTooLargeException when there are
     */
    static Spans read(JsonParser json, String name, int countMax) throws IOException {
        Spans spans = new Spans(name, json.currentToken() == JsonToken.START_ARRAY);
        if (!spans.array) {
            spans.add(json);
            return spans;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (spans.count == countMax) {
                throw new RequestTooLargeException(countMax);
            }
            spans.add(json);
        }
        return spans;
    }

    private void add(JsonParser json) throws IOException {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = JsonInput.tokenStart(json);
        JsonInput.skip(json);
        ends[count++] = JsonInput.tokenEnd(json);
    }

    String name() {
        return name;
    }

    /** Whether each row has a value of its own. */
    boolean isArray() {
        return array;
    }

    /** How many elements the array has; 1 where it is none. */
    int count() {
        return count;
    }

    int start(int row) {
        return starts[array ? row : 0];
    }

    int end(int row) {
        return ends[array ? row : 0];
    }

    int length(int row) {
        return end(row) - start(row);
    }
}
