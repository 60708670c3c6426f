// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: a random time up to a bound that doubles ("full jitter"),
 * or what the server asks for, at most five minutes. One per request.
 */
final class Backoff {

    private static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(5);

    private final long giveUpAt;
    private final long boundMax;
    private long bound;

    Backoff(ClientSettings settings) {
        this.giveUpAt = System.nanoTime() + settings.retryFor().toNanos();
        this.boundMax = settings.retryDelayMax().toNanos();
        this.bound = Math.max(1, settings.retryDelayFirst().toNanos());
    }

    /** Waits; false where the time would be up before the next try. */
    boolean pause(HttpHeaders headers) throws InterruptedException {
        long delay = ThreadLocalRandom.current().nextLong(bound + 1);
        bound = Math.min(boundMax, 2 * bound);
        delay = Math.max(delay, retryAfter(headers));
        if (System.nanoTime() + delay - giveUpAt > 0) {
            return false;
        }
        Thread.sleep(delay / 1_000_000, (int) (delay % 1_000_000));
        return true;
    }

    /** Seconds only, as our servers send it; anything else counts as nothing. */
    private static long retryAfter(HttpHeaders headers) {
        if (headers == null) {
            return 0;
        }
        String value = headers.firstValue("Retry-After").orElse("");
        if (!value.matches("[0-9]{1,9}")) {
            return 0;
        }
        return Math.min(Long.parseLong(value) * 1_000_000_000L, RETRY_AFTER_MAX.toNanos());
    }
}
