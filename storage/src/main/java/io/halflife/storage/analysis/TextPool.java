// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts by their bytes: a category that comes again is the same object, and its bytes are not
 * decoded again. It keeps one text for each of its places, so that it never grows. One thread.
 */
final class TextPool {

    /** A power of two. */
    private static final int PLACES = 4096;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] texts = new String[PLACES];

    /** The text of {@code from[start, start + length)}. */
    String of(byte[] from, int start, int length) {
        int place = hash(from, start, length) & (PLACES - 1);
        byte[] known = bytes[place];
        if (known == null || !Arrays.equals(known, 0, known.length, from, start, start + length)) {
            bytes[place] = Arrays.copyOfRange(from, start, start + length);
            texts[place] = new String(from, start, length, StandardCharsets.UTF_8);
        }
        return texts[place];
    }

    private static int hash(byte[] from, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + from[i];
        }
        return hash ^ (hash >>> 15);
    }
}
