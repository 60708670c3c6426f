// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * New ids: UUIDs of version 7 (RFC 9562), which sort by the millisecond they were made in. Never
 * blocks: the random bits are two counters, each begun at a secret place and mixed. Thread-safe.
 */
public final class PredictionIds {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private static final AtomicLong HIGH;
    private static final AtomicLong LOW;

    static {
        SecureRandom random = new SecureRandom();
        HIGH = new AtomicLong(random.nextLong());
        LOW = new AtomicLong(random.nextLong());
    }

    private PredictionIds() {}

    /** An id that no process has made before, 36 characters. */
    public static String next() {
        long millis = System.currentTimeMillis();
        long high = mixed(HIGH.getAndAdd(GOLDEN_GAMMA));
        long low = mixed(LOW.getAndAdd(GOLDEN_GAMMA));
        long head = (millis << 16) | 0x7000L | (high & 0xFFFL);
        long tail = (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(head, tail).toString();
    }

    /** SplitMix64's finisher (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195). */
    private static long mixed(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
