// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.util.UUID;

/**
 * A checksum of the values of one column in their order. A missing number and NaN count alike. One
 * thread.
 */
final class ValueHash {

    private static final long MISSING = 0x9E3779B97F4A7C15L;
    private static final long FACTOR = 0xBF58476D1CE4E5B9L;

    private long hash;

    void add(long bits) {
        hash = mix(hash ^ bits) + MISSING;
    }

    void addMissing() {
        add(MISSING);
    }

    void add(double value) {
        if (Double.isNaN(value)) {
            addMissing();
        } else {
            add(Double.doubleToRawLongBits(value));
        }
    }

    void add(UUID id) {
        add(id.getMostSignificantBits());
        add(id.getLeastSignificantBits());
    }

    long value() {
        return hash;
    }

    static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 1_099_511_628_211L + text.charAt(i);
        }
        return mix(hash);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 31)) * FACTOR;
        return mixed ^ (mixed >>> 29);
    }
}
