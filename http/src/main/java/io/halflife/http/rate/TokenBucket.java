// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.rate;

/** Fills at a rate up to its burst; may be overdrawn, and then fills from below 0. Thread-safe. */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Rate rate;
    private double tokens;
    private long filledAtNanos;

    TokenBucket(Rate rate, long nowNanos) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.filledAtNanos = nowNanos;
    }

    /** Takes so many, whether they are there or not. */
    synchronized void charge(long count, long nowNanos) {
        if (rate.isLimited()) {
            fill(nowNanos);
            tokens -= count;
        }
    }

    /** Seconds until there is one token; 0 when there is one now. */
    synchronized double secondsUntilOne(long nowNanos) {
        if (!rate.isLimited()) {
            return 0;
        }
        fill(nowNanos);
        return Math.max(0, (1 - tokens) / rate.perSecond());
    }

    /** Whole tokens that are there; never negative. */
    synchronized long left(long nowNanos) {
        fill(nowNanos);
        return (long) Math.max(0, tokens);
    }

    /** Seconds until it is full, rounded up. */
    synchronized long secondsUntilFull(long nowNanos) {
        fill(nowNanos);
        return (long) Math.ceil((rate.burst() - tokens) / rate.perSecond());
    }

    Rate rate() {
        return rate;
    }

    private void fill(long nowNanos) {
        long passed = Math.max(0, nowNanos - filledAtNanos);
        tokens = Math.min(rate.burst(), tokens + passed / NANOS_PER_SECOND * rate.perSecond());
        filledAtNanos = nowNanos;
    }
}
