// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Batches that wait for a writer, bounded by rows and bytes. A writer takes what has gathered while
 * it was busy: the commit under way is the only linger. Thread-safe.
 */
final class WriteQueue {

    private final int rowsMax;
    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<PendingWrite> waiting = new ArrayDeque<>();
    private int rows;
    private long bytes;
    private boolean closed;

    WriteQueue(int rowsMax, long bytesMax) {
        this.rowsMax = rowsMax;
        this.bytesMax = bytesMax;
    }

    /** False where the queue is full or closed; one batch always fits into an empty queue. */
    boolean offer(PendingWrite write) {
        lock.lock();
        try {
            int rowsAfter = rows + write.rows();
            long bytesAfter = bytes + write.batch().bytes();
            boolean full = rowsAfter > rowsMax || bytesAfter > bytesMax;
            if (closed || (full && !waiting.isEmpty())) {
                return false;
            }
            waiting.add(write);
            rows = rowsAfter;
            bytes = bytesAfter;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for at least one batch and takes as many as hold this many rows together; empty once
     * the queue is closed and drained.
     */
    List<PendingWrite> take(int groupRowsMax) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            List<PendingWrite> group = new ArrayList<>();
            int taken = 0;
            while (!waiting.isEmpty()
                    && (group.isEmpty() || taken + waiting.peek().rows() <= groupRowsMax)) {
                PendingWrite next = waiting.remove();
                taken += next.rows();
                rows -= next.rows();
                bytes -= next.batch().bytes();
                group.add(next);
            }
            if (!waiting.isEmpty()) {
                changed.signal();
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Takes everything that waits, without waiting for more. */
    List<PendingWrite> drain() {
        lock.lock();
        try {
            List<PendingWrite> all = new ArrayList<>(waiting);
            waiting.clear();
            rows = 0;
            bytes = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int rows() {
        lock.lock();
        try {
            return rows;
        } finally {
            lock.unlock();
        }
    }
}
