// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the serving app counted from one time to another, an hour at most.
 *
 * @param latencies of the answers
 * @param failures calls that got no answer
 */
public record ServedHour(Instant start, Instant end, List<Duration> latencies, Failures failures) {

    /** Calls that failed, by kind. */
    public record Failures(int client, int throttled, int server, int timeout) {

        public int total() {
            return client + throttled + server + timeout;
        }
    }

    public ServedHour {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        latencies = List.copyOf(latencies);
        Objects.requireNonNull(failures, "failures");
    }
}
