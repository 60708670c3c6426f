// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.slo;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.slo.BurnAlarm;
import io.halflife.storage.Storage;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the objectives of a policy are kept, as JSON. Blocking. */
public final class SloReads {

    private final LatencyReader latencies;

    public SloReads(Storage storage) {
        this.latencies = new LatencyReader(storage.jdbi());
    }

    /** Adds when anything was measured last, and an item for each objective. */
    public ObjectNode put(
            ObjectNode json, VersionScope scope, List<ServiceLevelObjective> objectives) {
        Optional<Instant> end = latencies.span(scope).map(Window::end);
        json.set("measured_until", time(end.orElse(null)));
        ArrayNode items = json.putArray("items");
        end.ifPresent(
                until ->
                        new ObjectiveReader(latencies)
                                .of(scope, objectives, until)
                                .forEach(kept -> items.add(objective(kept))));
        return json.putNull("next_cursor");
    }

    private static ObjectNode objective(KeptObjective kept) {
        ServiceLevelObjective slo = kept.slo();
        ObjectNode json = object();
        json.put("kind", slo.kind().jsonName());
        json.set("objective", number(slo.objective()));
        json.set("limit_seconds", number(slo.thresholdSeconds()));
        json.put("period_seconds", slo.window().toSeconds());
        json.put("state", kept.mark().name());
        json.put("requests", kept.all().total());
        json.put("bad", kept.all().bad());
        json.set("budget_left", number(kept.left()));
        ArrayNode burns = json.putArray("burns");
        kept.burns().forEach(burn -> burns.add(burn(burn)));
        return json;
    }

    private static ObjectNode burn(KeptObjective.Burn burn) {
        ObjectNode json = object();
        json.put("long_seconds", burn.alarm().longWindow().toSeconds());
        json.put("short_seconds", burn.alarm().shortWindow().toSeconds());
        json.set("long_rate", number(burn.longRate()));
        json.set("short_rate", number(burn.shortRate()));
        json.set("threshold", number(burn.threshold()));
        json.put("pages", !burn.alarm().equals(BurnAlarm.TICKET));
        json.put("fires", burn.fires());
        return json;
    }
}
