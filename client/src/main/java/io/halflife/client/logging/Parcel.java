// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.spool.SpoolRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The items of one request. Immutable. */
final class Parcel {

    private final ItemKind kind;
    private final List<byte[]> items;
    private final long oldestAt;
    private final boolean spooled;

    /**
     * Items of one kind.
     *
     * @param oldestAt when the first of them was logged, of {@code System.nanoTime}
     * @param spooled whether the spool file holds them
     */
    Parcel(ItemKind kind, List<byte[]> items, long oldestAt, boolean spooled) {
        this.kind = kind;
        this.items = List.copyOf(items);
        this.oldestAt = oldestAt;
        this.spooled = spooled;
    }

    ItemKind kind() {
        return kind;
    }

    int size() {
        return items.size();
    }

    long oldestAt() {
        return oldestAt;
    }

    boolean isSpooled() {
        return spooled;
    }

    Parcel firstHalf() {
        return new Parcel(kind, items.subList(0, items.size() / 2), oldestAt, spooled);
    }

    Parcel secondHalf() {
        return new Parcel(kind, items.subList(items.size() / 2, items.size()), oldestAt, spooled);
    }

    SpoolRecord record() {
        return new SpoolRecord(kind.code(), items);
    }

    /** The request body: {@code {"predictions":[…]}}. */
    byte[] body() {
        int size = items.stream().mapToInt(json -> json.length + 1).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + 64);
        out.writeBytes(("{\"" + kind.arrayName() + "\":[").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(items.get(i));
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
