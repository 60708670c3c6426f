// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import io.halflife.launcher.fault.Ledger.Entry;
import io.halflife.launcher.fault.Ledger.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * The ledger beside the database, I1 to I4: what was acknowledged is there once, what was refused
 * is not there, what is unknown is there once or not, and nothing else is there or differs.
 *
 * @param lost acknowledged and not there
 * @param doubled there more than once
 * @param refusedStored refused and there
 * @param foreign there and never sent
 * @param altered there with other content
 * @param unknownStored unknown to the sender, and there; allowed
 */
record Audit(
        long acked,
        long rejected,
        long unknown,
        long lost,
        long doubled,
        long refusedStored,
        long foreign,
        long altered,
        long unknownStored) {

    static final Audit NOTHING = new Audit(0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Audit of(Map<UUID, Entry> ledger, Map<UUID, StoredItem> stored) {
        Map<Outcome, Long> sent = new EnumMap<>(Outcome.class);
        long lost = 0;
        long refusedStored = 0;
        long unknownStored = 0;
        for (Map.Entry<UUID, Entry> item : ledger.entrySet()) {
            boolean isStored = stored.containsKey(item.getKey());
            Outcome outcome = item.getValue().outcome();
            sent.merge(outcome, 1L, Long::sum);
            lost += outcome == Outcome.ACKED && !isStored ? 1 : 0;
            refusedStored += outcome == Outcome.REJECTED && isStored ? 1 : 0;
            unknownStored += outcome == Outcome.UNKNOWN && isStored ? 1 : 0;
        }
        return new Audit(
                sent.getOrDefault(Outcome.ACKED, 0L),
                sent.getOrDefault(Outcome.REJECTED, 0L),
                sent.getOrDefault(Outcome.UNKNOWN, 0L),
                lost,
                stored.values().stream().filter(row -> row.rows() > 1).count(),
                refusedStored,
                stored.keySet().stream().filter(id -> !ledger.containsKey(id)).count(),
                stored.entrySet().stream().filter(row -> differs(row, ledger)).count(),
                unknownStored);
    }

    private static boolean differs(Map.Entry<UUID, StoredItem> row, Map<UUID, Entry> ledger) {
        Entry entry = ledger.get(row.getKey());
        return entry != null && !entry.hash().equals(row.getValue().hash());
    }

    /** What came to be known after an earlier audit of the same ledger. */
    Audit since(Audit earlier) {
        return new Audit(
                acked - earlier.acked,
                rejected - earlier.rejected,
                unknown - earlier.unknown,
                lost,
                doubled,
                refusedStored,
                foreign,
                altered,
                unknownStored - earlier.unknownStored);
    }

    /**
     * Fails where a promise is broken, or where nothing was acknowledged and so nothing shown.
     *
     * @param run for the message: what was done, and its seed
     */
    void requireSound(String run) {
        if (lost + doubled + refusedStored + foreign + altered > 0 || acked == 0) {
            throw new AssertionError(run + ": " + this);
        }
    }
}
