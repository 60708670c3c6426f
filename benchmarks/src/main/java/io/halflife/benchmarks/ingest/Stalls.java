// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import io.halflife.launcher.rig.HttpSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the server of the ingest doors for its limits every five milliseconds, which its event loop
 * answers by itself: the slowest answer bounds how long the loop was busy, or waited for a core.
 */
final class Stalls {

    private static final long EVERY_NANOS = 5_000_000;

    private final Thread thread;
    private final Latencies latencies = new Latencies();
    private volatile boolean stopped;

    Stalls(int port) {
        thread = new Thread(() -> watch(port), "stalls");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(int port) {
        try (HttpSocket socket = new HttpSocket(port, Duration.ofSeconds(30))) {
            while (!stopped) {
                long asked = System.nanoTime();
                socket.get("/v1/limits");
                latencies.add(System.nanoTime() - asked);
                LockSupport.parkNanos(EVERY_NANOS);
            }
        } catch (IOException e) {
            latencies.add(Long.MAX_VALUE);
        }
    }

    /** The longest since the start, in milliseconds. */
    double stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return latencies.quantileMillis(1);
    }
}
