// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections one server holds. A connection has one request under way at a time, so this
 * is also the most requests that are admitted at once. Thread-safe.
 */
final class ConnectionLimit {

    static final int DEFAULT = 1_000;

    private final int max;
    private final Counter refused;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * A limit.
     *
     * @param server a name for the metrics, for example {@code api}
     */
    ConnectionLimit(MeterRegistry registry, String server, int max) {
        this.max = max;
        this.refused =
                Counter.builder("halflife.http.connections.refused")
                        .description(
                                "Connections closed at once: the server held as many as it may.")
                        .tag("server", server)
                        .register(registry);
        Gauge.builder("halflife.http.connections", open, AtomicInteger::get)
                .description("Open connections.")
                .tag("server", server)
                .strongReference(true)
                .register(registry);
    }

    /** Whether one more may stay; the caller says when it is gone. */
    boolean admit() {
        if (open.incrementAndGet() <= max) {
            return true;
        }
        open.decrementAndGet();
        refused.increment();
        return false;
    }

    void release() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
