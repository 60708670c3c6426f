// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.wire;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: a random time up to a bound that doubles ("full jitter"),
 * or what the server asks for, at most five minutes. One per request. Not thread-safe.
 */
public final class Backoff {

    private static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(5);
    private static final int RETRY_AFTER_DIGITS_MAX = 9;

    private final long firstBound;
    private final long boundMax;
    private long bound;

    public Backoff(Duration first, Duration max) {
        this.firstBound = Math.max(1, first.toNanos());
        this.boundMax = Math.max(firstBound, max.toNanos());
        this.bound = firstBound;
    }

    /**
     * The next delay in nanoseconds.
     *
     * @param retryAfter the header's value; null or the empty string where there is none
     */
    public long next(String retryAfter) {
        long asked = retryAfter(retryAfter);
        long jitter = ThreadLocalRandom.current().nextLong((asked > 0 ? firstBound : bound) + 1);
        bound = Math.min(boundMax, 2 * bound);
        // Those who were sent away together must not all come back in the same instant.
        return asked + jitter;
    }

    /** Seconds only, as our servers send it; anything else counts as nothing. */
    private static long retryAfter(String value) {
        if (value == null || !value.matches("[0-9]+")) {
            return 0;
        }
        if (value.length() > RETRY_AFTER_DIGITS_MAX) {
            return RETRY_AFTER_MAX.toNanos();
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(value));
        return Math.min(asked.toNanos(), RETRY_AFTER_MAX.toNanos());
    }
}
