// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * How many refused items are noted: a thousand per hour and model, so that a broken sender cannot
 * fill the database. Thread-safe.
 */
public final class RefusalQuota {

    public static final int PER_HOUR = 1000;
    private static final int MODELS_MAX = 1000;
    private static final long HOUR_MILLIS = 3_600_000;

    private final Clock clock;
    private final Map<String, Integer> taken = new HashMap<>();
    private long hour;

    public RefusalQuota(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes one.
     *
     * @param model null where it is not known
     */
    synchronized boolean take(String model) {
        long now = clock.millis() / HOUR_MILLIS;
        if (now != hour) {
            taken.clear();
            hour = now;
        }
        String key = model == null ? "" : model;
        if (taken.size() >= MODELS_MAX && !taken.containsKey(key)) {
            return false;
        }
        return taken.merge(key, 1, Integer::sum) <= PER_HOUR;
    }
}
