// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.rate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The quotas of all keys on this node, in memory: n nodes together allow n times as much. Bounded:
 * the key that was not seen for longest is forgotten, and begins with a full quota. Thread-safe.
 */
public final class RateLimiter {

    private static final int KEYS_MAX = 10_000;

    private final LongSupplier nanoClock;
    private final Map<String, Quota> quotas;

    public RateLimiter() {
        this(System::nanoTime, KEYS_MAX);
    }

    RateLimiter(LongSupplier nanoClock, int keysMax) {
        this.nanoClock = nanoClock;
        this.quotas =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Quota> eldest) {
                        return size() > keysMax;
                    }
                };
    }

    /** The quota of a key; empty when it has no limits. */
    public Optional<Quota> quota(String name, Rates rates) {
        if (!rates.isLimited()) {
            return Optional.empty();
        }
        synchronized (quotas) {
            Quota quota = quotas.get(name);
            if (quota == null || !quota.isOf(rates)) {
                quota = new Quota(rates, nanoClock);
                quotas.put(name, quota);
            }
            return Optional.of(quota);
        }
    }

    int size() {
        synchronized (quotas) {
            return quotas.size();
        }
    }
}
