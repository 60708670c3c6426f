// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.serving;

import io.halflife.monitor.window.Window;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads how many versions serve, in as many queries as for one. Blocking; one thread at a time, as
 * counters are kept from one reading to the next.
 */
public final class ServingReader {

    /** The last minutes; where nothing was measured in them, the last hours. */
    private static final List<Duration> SPANS =
            List.of(Duration.ofMinutes(10), Duration.ofHours(2));

    private final ServingCounters counters = new ServingCounters();

    /**
     * Reads.
     *
     * @param handle in a transaction whose snapshot and limits hold for all queries
     * @param now by the wall clock
     */
    public Map<VersionScope, Served> read(Handle handle, List<ServingPlace> places, Instant now) {
        LatencyReader reader = new LatencyReader(Jdbi.create(handle.getConnection()));
        Map<VersionScope, LatencyStep> lately = lately(places, reader);
        counters.read(places, now, reader);
        Map<VersionScope, Served> served = new HashMap<>();
        for (ServingPlace place : places) {
            VersionScope scope = place.scope();
            served.put(
                    scope, new Served(Optional.ofNullable(lately.get(scope)), counters.of(scope)));
        }
        return served;
    }

    private static Map<VersionScope, LatencyStep> lately(
            List<ServingPlace> places, LatencyReader reader) {
        Map<VersionScope, LatencyStep> found = new HashMap<>();
        for (Duration span : SPANS) {
            Map<VersionScope, Window> open = new LinkedHashMap<>();
            for (ServingPlace place : places) {
                if (!found.containsKey(place.scope()) && open.size() < LatencyReader.STEPS_MAX) {
                    open.put(place.scope(), new Window(place.now().minus(span), place.now()));
                }
            }
            reader.ofEach(open)
                    .forEach(
                            (scope, step) -> {
                                if (!step.isEmpty()) {
                                    found.put(scope, step);
                                }
                            });
        }
        return found;
    }
}
