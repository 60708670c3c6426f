// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import io.halflife.client.GroundTruth;
import io.halflife.launcher.demo.world.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/** What is true but not known yet, by the time at which it will be. Not thread-safe. */
final class WaitingLabels {

    private final Queue<GroundTruth> waiting =
            new PriorityQueue<>(Comparator.comparing(GroundTruth::observedAt));

    void add(Call call) {
        Items.groundTruth(call).ifPresent(waiting::add);
    }

    /** Hands out what is known by then. */
    List<GroundTruth> knownBy(Instant clock) {
        List<GroundTruth> known = new ArrayList<>();
        while (!waiting.isEmpty() && !waiting.peek().observedAt().isAfter(clock)) {
            known.add(waiting.remove());
        }
        return known;
    }

    /** Hands out the one that would be known next. */
    Optional<GroundTruth> next() {
        return Optional.ofNullable(waiting.poll());
    }

    int size() {
        return waiting.size();
    }
}
