// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

/**
 * What a process holds at rest.
 *
 * @param heapBytes in use after a collection
 * @param blockedLoops how often it has said that an event loop was blocked; a start on a busy
 *     machine may
 */
record Holdings(long heapBytes, int threads, int descriptors, long blockedLoops) {

    private static final double SHARE = 1.2;

    /** Buffers, code and caches that fill once; not a leak of what a fault left behind. */
    private static final long HEAP_SLACK = 16L << 20;

    private static final int SLACK = 8;

    void requireNoMoreThan(Holdings before) {
        boolean returned =
                heapBytes <= SHARE * before.heapBytes + HEAP_SLACK
                        && blockedLoops == before.blockedLoops
                        && threads <= SHARE * before.threads + SLACK
                        && descriptors <= SHARE * before.descriptors + SLACK;
        if (!returned) {
            throw new AssertionError("held before: " + before + ", after: " + this);
        }
    }
}
