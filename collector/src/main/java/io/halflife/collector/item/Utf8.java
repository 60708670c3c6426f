// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import java.util.Arrays;

/**
 * Collects texts as UTF-8 behind each other, and says of each whether Postgres can store it: no
 * NUL, no half of a surrogate pair. Used again for the next item. Not thread-safe.
 */
final class Utf8 {

    /** What cannot be stored. */
    static final int INVALID = -1;

    private byte[] bytes = new byte[1024];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Grows and is replaced; ask again after each append. */
    byte[] bytes() {
        return bytes;
    }

    /** Appends and returns the length in bytes; INVALID, and nothing appended, when unstorable. */
    int append(char[] text, int from, int length) {
        if (bytes.length - size < 3L * length) {
            long wanted = Math.max(2L * bytes.length, size + 3L * length);
            bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
        }
        int start = size;
        int end = from + length;
        int at = start;
        for (int i = from; i < end; i++) {
            char c = text[i];
            if (c == 0) {
                return INVALID;
            } else if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | (c >> 6));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                bytes[at++] = (byte) (0xE0 | (c >> 12));
                bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (isPair(text, i, end)) {
                at = appendPair(Character.toCodePoint(c, text[++i]), at);
            } else {
                return INVALID;
            }
        }
        size = at;
        return at - start;
    }

    private static boolean isPair(char[] text, int i, int end) {
        return Character.isHighSurrogate(text[i])
                && i + 1 < end
                && Character.isLowSurrogate(text[i + 1]);
    }

    private int appendPair(int point, int from) {
        int at = from;
        bytes[at++] = (byte) (0xF0 | (point >> 18));
        bytes[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        bytes[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[at++] = (byte) (0x80 | (point & 0x3F));
        return at;
    }

    /** The last bytes that were appended, as an array of their own; they are taken off again. */
    byte[] take(int length) {
        size -= length;
        return Arrays.copyOfRange(bytes, size, size + length);
    }

    /** Whether it can be an id or a name: not empty, no control characters. */
    static boolean isName(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return text.length() > 0;
    }
}
