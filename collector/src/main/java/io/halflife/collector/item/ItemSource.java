// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

/**
 * The bytes of a request.
 *
 * <p>They are handed over, not copied; nobody may write them.
 */
public final class ItemSource {

    private final byte[] bytes;
    private final int length;
    private final boolean lines;

    /**
     * A body.
     *
     * @param length how many of the bytes count
     * @param lines whether it holds an item per line instead of an object with an array
     */
    public ItemSource(byte[] bytes, int length, boolean lines) {
        this.bytes = bytes;
        this.length = length;
        this.lines = lines;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Whether it is a body of MLflow's scoring protocol. */
    boolean isColumnar() {
        return !lines && ColumnarBody.isColumnar(bytes, length);
    }

    void read(String arrayName, int itemsMax, ItemReader items, ParsedBatch batch) {
        BatchReader reader = new BatchReader(bytes, length, itemsMax, items, batch);
        if (lines) {
            reader.readLines();
        } else {
            reader.readObject(arrayName);
        }
    }
}
