// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A prediction's id as the database keys it: a UUID as it is, any other text as the UUIDv8 of its
 * SHA-256, with the text kept beside it.
 *
 * @param text null when the id is a UUID
 */
record PredictionKey(long high, long low, String text) {

    private static final int UUID_CHARACTERS = 36;

    /**
     * The key of an id.
     *
     * @param digest SHA-256; reset by the call
     */
    static PredictionKey of(String id, MessageDigest digest) {
        if (isUuid(id)) {
            long high = (hex(id, 0, 8) << 32) | (hex(id, 9, 4) << 16) | hex(id, 14, 4);
            long low = (hex(id, 19, 4) << 48) | hex(id, 24, 12);
            return new PredictionKey(high, low, null);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x8000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new PredictionKey(high, low, id);
    }

    private static boolean isUuid(String id) {
        if (id.length() != UUID_CHARACTERS) {
            return false;
        }
        for (int i = 0; i < UUID_CHARACTERS; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = id.charAt(i);
            if (dash ? c != '-' : (c >= 0x80 || Character.digit(c, 16) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static long hex(String id, int from, int digits) {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            value = (value << 4) | Character.digit(id.charAt(i), 16);
        }
        return value;
    }
}
