// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * How late the event loops are for what is due: each sets itself a short alarm again and again. One
 * that blocks is late by as long as it was blocked.
 */
final class EventLoopDelays {

    static final String BLOCKED = "halflife.event.loop.blocked";
    private static final long PERIOD_MILLIS = 100;

    /** Beyond this the loop counts as blocked; less may be the machine's doing. */
    static final Duration BLOCKED_FROM = Duration.ofSeconds(1);

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        BLOCKED_FROM
    };

    private final Timer delays;
    private final Counter blocked;

    private EventLoopDelays(MeterRegistry registry) {
        delays =
                Timer.builder("halflife.event.loop.delay")
                        .description("How late an event loop was for something that was due.")
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry);
        blocked =
                Counter.builder(BLOCKED)
                        .description("Times that an event loop was late by a second or more.")
                        .register(registry);
    }

    /** Watches as many loops as there are, until the Vert.x instance is closed. */
    static void watch(Vertx vertx, int loops, MeterRegistry registry) {
        EventLoopDelays delays = new EventLoopDelays(registry);
        for (int i = 0; i < loops; i++) {
            // Asked from no event loop, each new context is of the next one.
            Context context = vertx.getOrCreateContext();
            context.runOnContext(start -> delays.again(vertx, System.nanoTime()));
        }
    }

    private void again(Vertx vertx, long now) {
        long due = now + Duration.ofMillis(PERIOD_MILLIS).toNanos();
        vertx.setTimer(
                PERIOD_MILLIS,
                timer -> {
                    long at = System.nanoTime();
                    Duration late = Duration.ofNanos(Math.max(0, at - due));
                    delays.record(late);
                    if (late.compareTo(BLOCKED_FROM) >= 0) {
                        blocked.increment();
                    }
                    again(vertx, at);
                });
    }
}
