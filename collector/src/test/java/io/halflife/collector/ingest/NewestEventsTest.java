// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.model.ModelVersion;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NewestEventsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Map<Integer, ModelVersion> NAMES =
            Map.of(
                    1, new ModelVersion("credit-risk", "1"),
                    2, new ModelVersion("credit-risk", "2"),
                    // reset and registered again under the same name
                    3, new ModelVersion("credit-risk", "2"));

    private final NewestEvents events = new NewestEvents(id -> Optional.ofNullable(NAMES.get(id)));

    @Test
    void newest_isKeptByVersionHoweverLateOthersCome() {
        events.saw(1, NOON);
        events.saw(1, NOON.minusSeconds(60));
        events.saw(2, NOON.plusSeconds(5));

        assertEquals(Map.of("1", at(0), "2", at(5)), samples());
    }

    @Test
    void versions_ofOneNameAreOneSeries() {
        events.saw(2, NOON.plusSeconds(9));
        events.saw(3, NOON);

        assertEquals(Map.of("2", at(9)), samples());
    }

    @Test
    void nothing_isSaidOfVersionsWithoutAName() {
        events.saw(99, NOON);

        assertEquals(Map.of(), samples());
    }

    private static double at(int seconds) {
        return NOON.getEpochSecond() + seconds;
    }

    private Map<String, Double> samples() {
        Map<String, Double> found = new TreeMap<>();
        for (MetricSnapshot family : events.collect()) {
            assertEquals(NewestEvents.NAME, family.getMetadata().getName());
            ((GaugeSnapshot) family)
                    .getDataPoints()
                    .forEach(p -> found.put(p.getLabels().get("version"), p.getValue()));
        }
        return found;
    }
}
