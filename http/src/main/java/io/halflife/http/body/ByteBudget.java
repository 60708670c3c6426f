// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import io.halflife.monitor.settings.SettingsException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of requests the whole process may hold. A request reserves four times its body,
 * because the body lives on as network buffer, copy and encoded rows; what is reserved is given
 * back exactly once. Thread-safe.
 */
public final class ByteBudget {

    /** Bytes reserved for a byte of body. */
    public static final int FACTOR = 4;

    private static final int HEAP_SHARE = 16;

    private final long limit;
    private final AtomicLong reserved = new AtomicLong();

    public ByteBudget(long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("budget is not positive: " + limit);
        }
        this.limit = limit;
    }

    /**
     * A sixteenth of the heap.
     *
     * @throws SettingsException when the largest body would not fit, naming the heap it needs
     */
    public static ByteBudget ofHeap(long heapBytes, BodyLimits limits) {
        long budget = heapBytes / HEAP_SHARE;
        long needed = (long) FACTOR * limits.inflatedBytes();
        if (budget < needed) {
            throw new SettingsException(
                    "a body of "
                            + limits.inflatedBytes()
                            + " bytes needs a heap of "
                            + ((needed * HEAP_SHARE) >> 20)
                            + " MiB, not "
                            + (heapBytes >> 20)
                            + "; give more -Xmx or lower HALFLIFE_COLLECTOR_INFLATED_BYTES_MAX");
        }
        return new ByteBudget(budget);
    }

    public long limit() {
        return limit;
    }

    public long reserved() {
        return reserved.get();
    }

    /** An empty reservation, to be grown and closed by its owner. */
    public Reservation open() {
        return new Reservation();
    }

    /** What one request holds. Not thread-safe except for {@link #close}. */
    public final class Reservation implements AutoCloseable {

        private final AtomicLong held = new AtomicLong();

        private Reservation() {}

        /** Grows to this many bytes in all; false, and unchanged, where the budget is used up. */
        public boolean growTo(long bytes) {
            long more = bytes - held.get();
            if (more <= 0) {
                return true;
            }
            if (reserved.addAndGet(more) > limit) {
                reserved.addAndGet(-more);
                return false;
            }
            held.addAndGet(more);
            return true;
        }

        /** Gives everything back; again does nothing. */
        @Override
        public void close() {
            reserved.addAndGet(-held.getAndSet(0));
        }
    }
}
