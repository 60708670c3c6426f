// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.ClientSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts parcels from the queue. Used by the sending thread alone, but for {@link #hurry}. */
final class Batcher {

    private final ItemQueue queue;
    private final ClientSettings limits;
    private final long delayMax;

    /** What was logged until then waits for no company. */
    private volatile long hurriedUntil = System.nanoTime();

    Batcher(ItemQueue queue, LoggerSettings settings) {
        this.queue = queue;
        this.limits = settings.sending();
        this.delayMax = settings.batchDelayMax().toNanos();
    }

    /** Everything logged so far is ready. */
    void hurry(long now) {
        hurriedUntil = now;
    }

    /** The ready kind whose oldest item has waited longest; empty where none is ready. */
    Optional<Parcel> next(long now) {
        return cut(oldest(now, false));
    }

    /** The same, whether it is ready or not. */
    Optional<Parcel> nextOfAny(long now) {
        return cut(oldest(now, true));
    }

    private ItemKind oldest(long now, boolean any) {
        ItemKind found = null;
        long oldest = 0;
        for (ItemKind kind : ItemKind.values()) {
            QueuedItem head = queue.peek(kind);
            boolean counts = head != null && (any || isReady(kind, now));
            if (counts && (found == null || head.loggedAt() - oldest < 0)) {
                found = kind;
                oldest = head.loggedAt();
            }
        }
        return found;
    }

    private boolean isReady(ItemKind kind, long now) {
        return readyIn(kind, now) <= 0;
    }

    /** Nanoseconds until a parcel is ready; Long.MAX_VALUE where the queue is empty. */
    long readyIn(long now) {
        long least = Long.MAX_VALUE;
        for (ItemKind kind : ItemKind.values()) {
            least = Math.min(least, readyIn(kind, now));
        }
        return least;
    }

    private long readyIn(ItemKind kind, long now) {
        QueuedItem head = queue.peek(kind);
        if (head == null) {
            return Long.MAX_VALUE;
        }
        boolean full =
                queue.items(kind) >= limits.batchItemsMax()
                        || queue.bytes(kind) >= limits.batchBytesMax();
        boolean hurried = head.loggedAt() - hurriedUntil <= 0;
        return full || hurried ? 0 : Math.max(0, head.loggedAt() + delayMax - now);
    }

    private Optional<Parcel> cut(ItemKind kind) {
        if (kind == null) {
            return Optional.empty();
        }
        List<byte[]> items = new ArrayList<>();
        long oldestAt = 0;
        long bytes = 0;
        while (items.size() < limits.batchItemsMax()) {
            QueuedItem head = queue.peek(kind);
            boolean fits = head != null && bytes + head.json().length <= limits.batchBytesMax();
            if (head == null || (!fits && !items.isEmpty())) {
                break;
            }
            // Meanwhile an app's thread may have dropped the head: then this is the one behind it.
            QueuedItem item = queue.poll(kind);
            if (item == null) {
                break;
            }
            oldestAt = items.isEmpty() ? item.loggedAt() : oldestAt;
            items.add(item.json());
            bytes += item.json().length + 1L;
        }
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(new Parcel(kind, items, oldestAt, false));
    }

    /** Whether everything logged until then has left the queue. */
    boolean isCutUntil(long mark) {
        for (ItemKind kind : ItemKind.values()) {
            QueuedItem head = queue.peek(kind);
            if (head != null && head.loggedAt() - mark <= 0) {
                return false;
            }
        }
        return true;
    }
}
