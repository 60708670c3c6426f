// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts items. Thread-safe and never blocks. */
final class Counters {

    /** Codes come from the network: a stranger must not fill the memory with them. */
    private static final int CODES_MAX = 64;

    private static final int CODE_LENGTH_MAX = 64;
    private static final String OTHER = "other";

    final LongAdder logged = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder retried = new LongAdder();
    volatile long inFlightItems;
    volatile long spooledItems;
    volatile long recoveredItems;
    volatile long spoolDamagedBytes;

    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();

    Counters() {
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    void drop(DropReason reason, long items) {
        dropped.get(reason).add(items);
    }

    void reject(String code, long items) {
        String name = code.length() > CODE_LENGTH_MAX ? OTHER : code;
        if (!rejected.containsKey(name) && rejected.size() >= CODES_MAX) {
            name = OTHER;
        }
        rejected.computeIfAbsent(name, any -> new LongAdder()).add(items);
    }

    LoggerCounts snapshot(ItemQueue queue) {
        Map<String, Long> codes = new TreeMap<>();
        rejected.forEach((code, n) -> codes.put(code, n.sum()));
        Map<DropReason, Long> reasons = new EnumMap<>(DropReason.class);
        dropped.forEach((reason, n) -> reasons.put(reason, n.sum()));
        return new LoggerCounts(
                logged.sum(),
                recoveredItems,
                sent.sum(),
                retried.sum(),
                codes,
                reasons,
                queue.items(),
                queue.bytes(),
                inFlightItems,
                spooledItems,
                spoolDamagedBytes);
    }
}
