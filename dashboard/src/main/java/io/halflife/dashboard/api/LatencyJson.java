// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.latency.Responses;
import java.util.Locale;

/** One object of {@code /latency}: a stretch of time, with percentiles of merged counts. */
public final class LatencyJson {

    private LatencyJson() {}

    /** Seconds, counts, and ratios in [0, 1]; null where nothing was measured. */
    public static ObjectNode step(LatencyStep step) {
        ObjectNode json = object();
        json.set("from", time(step.window().start()));
        json.set("to", time(step.window().end()));
        json.put("n", step.count());
        json.put("without_histogram", step.withoutHistogram());
        json.put("resolution", step.resolution().name().toLowerCase(Locale.ROOT));
        json.set("p50_seconds", number(step.quantile(0.5)));
        json.set("p95_seconds", number(step.quantile(0.95)));
        json.set("p99_seconds", number(step.quantile(0.99)));
        json.set("responses", responses(step.responses()));
        json.set("error_ratio", number(step.responses().errorRatio()));
        return json;
    }

    private static ObjectNode responses(Responses responses) {
        ObjectNode json = object();
        json.put("2xx", responses.ok());
        json.put("4xx", responses.clientErrors());
        json.put("429", responses.throttled());
        json.put("5xx", responses.serverErrors());
        json.put("timeout", responses.timeouts());
        return json;
    }
}
