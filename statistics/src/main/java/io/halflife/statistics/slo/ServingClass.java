// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.slo;

import java.time.Duration;

/**
 * What a way of serving usually promises, for those who do not wish to choose numbers.
 *
 * <p>The numbers are ours and no law: a place to begin, where nobody has asked the users yet. What
 * a promise is: {@link Objective} and its source.
 */
public enum ServingClass {
    /** Many rows at a time, nobody waits: 1 s, 99.9 %. */
    BATCH(Duration.ofSeconds(1), 0.999),
    /** Somebody waits: 100 ms, 99.99 %. */
    REAL_TIME(Duration.ofMillis(100), 0.9999),
    /** A stream waits: 10 ms, 99.99 %. */
    STREAMING(Duration.ofMillis(10), 0.9999),
    /** A device decides: 5 ms, 99.9 %. */
    EDGE(Duration.ofMillis(5), 0.999);

    private final Duration latency;
    private final double share;

    ServingClass(Duration latency, double share) {
        this.latency = latency;
        this.share = share;
    }

    /** A request is in time when it takes no longer. */
    public Duration latency() {
        return latency;
    }

    /** The promise, over 30 days. */
    public Objective objective() {
        return Objective.of(share);
    }
}
