// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What is left to one key on this node. Requests are paid before they are looked at, items when
 * they have been counted: so a key may fall into debt by one request, and waits until it is paid.
 * Thread-safe.
 */
public final class Quota {

    private final Rates rates;
    private final TokenBucket requests;
    private final TokenBucket items;
    private final LongSupplier nanoClock;

    Quota(Rates rates, LongSupplier nanoClock) {
        long now = nanoClock.getAsLong();
        this.rates = rates;
        this.requests = new TokenBucket(rates.requests(), now);
        this.items = new TokenBucket(rates.items(), now);
        this.nanoClock = nanoClock;
    }

    boolean isOf(Rates other) {
        return rates.equals(other);
    }

    /**
     * Takes one request.
     *
     * @return 0 when it may go on, else the whole seconds to wait; then nothing was taken
     */
    public long admit() {
        long now = nanoClock.getAsLong();
        synchronized (this) {
            double wait = Math.max(requests.secondsUntilOne(now), items.secondsUntilOne(now));
            if (wait > 0) {
                return Math.max(1, (long) Math.ceil(wait));
            }
            requests.charge(1, now);
            return 0;
        }
    }

    /** Takes items that have been counted. */
    public void chargeItems(int count) {
        items.charge(count, nanoClock.getAsLong());
    }

    /** The value of {@code RateLimit-Policy}: quota and window of each limit. */
    public String policy() {
        List<String> parts = new ArrayList<>();
        addPolicy(parts, "requests", rates.requests());
        addPolicy(parts, "items", rates.items());
        return String.join(", ", parts);
    }

    private static void addPolicy(List<String> parts, String name, Rate rate) {
        if (rate.isLimited()) {
            parts.add('"' + name + "\";q=" + rate.burst() + ";w=" + rate.windowSeconds());
        }
    }

    /** The value of {@code RateLimit}: what is left of each, and the seconds until it is whole. */
    public String remaining() {
        long now = nanoClock.getAsLong();
        List<String> parts = new ArrayList<>();
        addRemaining(parts, "requests", requests, now);
        addRemaining(parts, "items", items, now);
        return String.join(", ", parts);
    }

    private static void addRemaining(
            List<String> parts, String name, TokenBucket bucket, long now) {
        if (bucket.rate().isLimited()) {
            parts.add(
                    '"' + name + "\";r=" + bucket.left(now) + ";t=" + bucket.secondsUntilFull(now));
        }
    }
}
