// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of JSON text that grow. Used again for the next item. Not thread-safe. */
final class ByteText {

    private byte[] bytes = new byte[1024];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Replaced when it grows. */
    byte[] bytes() {
        return bytes;
    }

    ByteText add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return add(utf8, 0, utf8.length);
    }

    ByteText add(byte[] source, int from, int length) {
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
        return this;
    }
}
