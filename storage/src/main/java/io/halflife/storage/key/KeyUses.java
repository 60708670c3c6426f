// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which keys were used since it was last written down, to the minute. Thread-safe. */
final class KeyUses {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

    private final ApiKeys keys;
    private final UseTable table;
    private final Clock clock;
    private final Map<String, Instant> pending = new ConcurrentHashMap<>();
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    KeyUses(ApiKeys keys, UseTable table, Clock clock) {
        this.keys = keys;
        this.table = table;
        this.clock = clock;
    }

    /** Costs no more than a look into a map. */
    void note(String id) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!minute.equals(written.get(id)) && !minute.equals(pending.get(id))) {
            pending.put(id, minute);
        }
    }

    /** Writes what is pending. What cannot be written now is tried again by the next call. */
    void flush() {
        Map<String, Instant> batch = new HashMap<>(pending);
        if (batch.isEmpty()) {
            return;
        }
        try {
            keys.note(table, batch);
            written.putAll(batch);
            batch.forEach(pending::remove);
        } catch (RuntimeException e) {
            LOG.debug("uses of {} keys are not written yet", batch.size(), e);
        }
    }
}
