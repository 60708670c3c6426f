// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The references used last, where all tasks can reach them: a frozen reference never changes, so it
 * is sent once and not with every run. One thread.
 */
final class ReferenceBroadcasts {

    /** References are large when they are exact: a few are kept. */
    private static final int KEPT_MAX = 4;

    private final JavaSparkContext spark;
    private final Map<Long, Broadcast<ReferenceProfiles>> byId =
            new LinkedHashMap<>(KEPT_MAX, 0.75f, true);

    ReferenceBroadcasts(JavaSparkContext spark) {
        this.spark = spark;
    }

    Broadcast<ReferenceProfiles> of(long referenceId, Supplier<ReferenceProfiles> profiles) {
        Broadcast<ReferenceProfiles> known = byId.get(referenceId);
        if (known != null) {
            return known;
        }
        if (byId.size() == KEPT_MAX) {
            byId.remove(byId.keySet().iterator().next()).destroy();
        }
        Broadcast<ReferenceProfiles> sent = spark.broadcast(profiles.get());
        byId.put(referenceId, sent);
        return sent;
    }
}
