// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.volume.WindowVolume;
import java.time.Duration;

/** The rows of one window beside those of the reference's windows of the same hour. */
public final class VolumeJson {

    private static final double NANOS = 1e9;

    private VolumeJson() {}

    /**
     * {@code ratio} is n by expected, 0 without rows; {@code quiet_seconds} are those at its end.
     */
    public static ObjectNode window(WindowVolume volume) {
        ObjectNode json = object();
        json.put("window", volume.label());
        json.set("from", time(volume.window().start()));
        json.set("to", time(volume.window().end()));
        json.put("n", volume.n());
        json.set("expected", number(volume.expected()));
        json.put("reference_windows", volume.referenceWindows());
        json.set("ratio", number(volume.n() / volume.expected()));
        json.set("log_ratio", number(volume.logRatio()));
        json.put("finding", volume.finding().name());
        json.put("reason", volume.reason());
        json.set("first_event", time(volume.firstEvent()));
        json.set("last_event", time(volume.lastEvent()));
        json.set("quiet_seconds", number(quietSeconds(volume)));
        return json;
    }

    private static double quietSeconds(WindowVolume volume) {
        return volume.lastEvent() == null
                ? Double.NaN
                : Duration.between(volume.lastEvent(), volume.window().end()).toNanos() / NANOS;
    }
}
