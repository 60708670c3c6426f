// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was read of keys. Ids that are none are kept apart and bounded, so that guessing does not
 * push out what is known. Thread-safe.
 */
final class KeyMemory {

    static final int UNKNOWN_MAX = 10_000;

    /** More keys than this nobody has; beyond it the memory begins anew. */
    private static final int KNOWN_MAX = 100_000;

    private final Map<String, Entry> known = new ConcurrentHashMap<>();
    private final Map<String, Entry> unknown = new Recent();

    /** What one lookup found, and when it began. */
    record Entry(Optional<StoredKey> key, long readAtNanos) {}

    /** The oldest goes first. */
    private static final class Recent extends LinkedHashMap<String, Entry> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > UNKNOWN_MAX;
        }
    }

    /** What is remembered of an id; null for nothing. */
    Entry get(String id) {
        Entry entry = known.get(id);
        if (entry != null) {
            return entry;
        }
        synchronized (unknown) {
            return unknown.get(id);
        }
    }

    /** Whether there is, or was when it was last read, a key of this id. */
    boolean knows(String id) {
        return known.containsKey(id);
    }

    void put(String id, Entry entry) {
        if (entry.key().isEmpty()) {
            known.remove(id);
            synchronized (unknown) {
                unknown.put(id, entry);
            }
            return;
        }
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        known.put(id, entry);
        synchronized (unknown) {
            unknown.remove(id);
        }
    }

    int unknownSize() {
        synchronized (unknown) {
            return unknown.size();
        }
    }
}
