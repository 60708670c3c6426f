// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Items that wait, bounded by number and bytes; the oldest make room for new ones. Many threads
 * add, one takes. Without locks: whoever adds never waits for a thread that the system has put to
 * sleep. The bounds may be passed by one item per thread that is adding.
 */
final class ItemQueue {

    private final Map<ItemKind, Lane> lanes = new EnumMap<>(ItemKind.class);
    private final int itemsMax;
    private final long bytesMax;
    private final AtomicInteger items = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Items of one kind. */
    private static final class Lane {
        private final Queue<QueuedItem> queue = new ConcurrentLinkedQueue<>();
        private final AtomicInteger items = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();
    }

    ItemQueue(int itemsMax, long bytesMax) {
        this.itemsMax = itemsMax;
        this.bytesMax = bytesMax;
        for (ItemKind kind : ItemKind.values()) {
            lanes.put(kind, new Lane());
        }
    }

    /** Adds an item; how many older ones had to go. */
    int add(ItemKind kind, QueuedItem item) {
        Lane lane = lanes.get(kind);
        // Counted first: whoever takes an item never brings a count below zero.
        items.incrementAndGet();
        bytes.addAndGet(item.json().length);
        lane.items.incrementAndGet();
        lane.bytes.addAndGet(item.json().length);
        lane.queue.add(item);
        int dropped = 0;
        while ((items.get() > itemsMax || bytes.get() > bytesMax) && dropOldest()) {
            dropped++;
        }
        return dropped;
    }

    private boolean dropOldest() {
        Lane oldest = null;
        long age = 0;
        for (Lane lane : lanes.values()) {
            QueuedItem head = lane.queue.peek();
            if (head != null && (oldest == null || head.loggedAt() - age < 0)) {
                oldest = lane;
                age = head.loggedAt();
            }
        }
        return oldest != null && taken(oldest) != null;
    }

    private QueuedItem taken(Lane lane) {
        QueuedItem item = lane.queue.poll();
        if (item != null) {
            items.decrementAndGet();
            bytes.addAndGet(-item.json().length);
            lane.items.decrementAndGet();
            lane.bytes.addAndGet(-item.json().length);
        }
        return item;
    }

    /** Takes the oldest of a kind; null where there is none. */
    QueuedItem poll(ItemKind kind) {
        return taken(lanes.get(kind));
    }

    /** The oldest of a kind, which stays; null where there is none. */
    QueuedItem peek(ItemKind kind) {
        return lanes.get(kind).queue.peek();
    }

    int items() {
        return items.get();
    }

    long bytes() {
        return bytes.get();
    }

    int items(ItemKind kind) {
        return lanes.get(kind).items.get();
    }

    long bytes(ItemKind kind) {
        return lanes.get(kind).bytes.get();
    }
}
