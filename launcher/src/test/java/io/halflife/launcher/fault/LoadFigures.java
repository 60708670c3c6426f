// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a load has seen so far. Thread-safe. */
final class LoadFigures {

    private final ConcurrentMap<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder acked = new LongAdder();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final AtomicLong newestAckedSend = new AtomicLong(Long.MIN_VALUE);
    private final ConcurrentSkipListSet<String> offences = new ConcurrentSkipListSet<>();

    void answered(String outcome, long nanos) {
        requests.computeIfAbsent(outcome, o -> new LongAdder()).increment();
        slowestNanos.accumulateAndGet(nanos, Math::max);
    }

    void acked(int items, long sentAt) {
        acked.add(items);
        newestAckedSend.accumulateAndGet(sentAt, Math::max);
    }

    /** The server broke its contract. */
    void offended(String what) {
        if (offences.size() < 20) {
            offences.add(what);
        }
    }

    long acked() {
        return acked.sum();
    }

    /** Whether a request that was sent after this {@link System#nanoTime} was acknowledged. */
    boolean ackedSince(long nanoTime) {
        return newestAckedSend.get() > nanoTime;
    }

    /** Requests with this outcome: a status, {@code cut} or {@code refused}. */
    long requests(String outcome) {
        LongAdder count = requests.get(outcome);
        return count == null ? 0 : count.sum();
    }

    double slowestSeconds() {
        return slowestNanos.get() * 1e-9;
    }

    void requireNoOffence() {
        if (!offences.isEmpty()) {
            throw new AssertionError("answers that may not be: " + offences);
        }
    }

    /** For example {@code 200: 812, 503: 12, cut: 8}. */
    @Override
    public String toString() {
        Map<String, Long> sorted = new TreeMap<>();
        requests.forEach((outcome, count) -> sorted.put(outcome, count.sum()));
        String text = sorted.toString();
        return text.substring(1, text.length() - 1).replace('=', ' ');
    }
}
