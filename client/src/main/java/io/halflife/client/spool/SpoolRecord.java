// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.spool;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of one request, as bytes: {@code kind u8, count u32, count × (length u32, bytes)},
 * numbers big-endian. Immutable, as long as nobody writes into the items.
 */
public final class SpoolRecord {

    private final int kind;
    private final List<byte[]> items;

    public SpoolRecord(int kind, List<byte[]> items) {
        this.kind = kind;
        this.items = List.copyOf(items);
    }

    public int kind() {
        return kind;
    }

    public List<byte[]> items() {
        return items;
    }

    byte[] payload() {
        int size = 1 + Integer.BYTES;
        for (byte[] item : items) {
            size = Math.addExact(size, Integer.BYTES + item.length);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put((byte) kind).putInt(items.size());
        for (byte[] item : items) {
            out.putInt(item.length).put(item);
        }
        return out.array();
    }

    /** Reads what {@link #payload} wrote. */
    static SpoolRecord of(byte[] payload) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(payload);
        try {
            int kind = in.get();
            int count = in.getInt();
            List<byte[]> items = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] item = new byte[Math.min(in.getInt(), in.remaining())];
                in.get(item);
                items.add(item);
            }
            return new SpoolRecord(kind, items);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IOException("a spooled record is not one of ours", e);
        }
    }
}
