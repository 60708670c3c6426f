// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.client.GroundTruth;
import io.halflife.client.Prediction;
import io.halflife.launcher.demo.world.Call;
import io.halflife.launcher.demo.world.ServedHour;
import io.halflife.storage.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens in the world, as the items that a serving app sends. */
final class Items {

    static final String INSTANCE = "churn-api-1";

    /** Upper bounds of the buckets in which the serving app counts its latencies, in seconds. */
    private static final List<Double> BOUNDS =
            List.of(
                    0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.065, 0.08, 0.1, 0.125, 0.16, 0.2,
                    0.25, 0.35, 0.5, 0.75, 1.0, 2.0);

    private static final double NANOS_PER_SECOND = 1e9;

    private Items() {}

    static Prediction prediction(Call call) {
        return answer(call)
                .model(Churn.ID.model(), Churn.ID.version())
                .environment(Churn.ENVIRONMENT)
                .latency(call.latency())
                .build();
    }

    static Prediction referenceRow(Call call) {
        return answer(call).actual(call.truth()).build();
    }

    private static Prediction.Builder answer(Call call) {
        return Prediction.builder(call.id(), call.time())
                .features(call.customer().features())
                .label(call.label())
                .score(call.score());
    }

    /** Empty where nobody will ever know. */
    static Optional<GroundTruth> groundTruth(Call call) {
        return call.knownAt()
                .map(
                        at ->
                                GroundTruth.ofLabel(
                                        Churn.ID.model(),
                                        call.id(),
                                        call.time(),
                                        call.truth(),
                                        at));
    }

    static ObjectNode latencySummaries(List<ServedHour> hours) {
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("latency_summaries");
        hours.stream()
                .filter(hour -> hour.latencies().size() + hour.failures().total() > 0)
                .forEach(hour -> items.add(summary(hour)));
        return json;
    }

    private static ObjectNode summary(ServedHour hour) {
        ObjectNode json = Json.object();
        json.put("model", Churn.ID.model());
        json.put("version", Churn.ID.version());
        json.put("environment", Churn.ENVIRONMENT);
        json.put("instance", INSTANCE);
        json.put("interval_id", INSTANCE + "/" + hour.start().getEpochSecond());
        json.set("start_time", Json.time(hour.start()));
        json.set("end_time", Json.time(hour.end()));
        json.put("unit", "s");
        json.put("count", hour.latencies().size());
        putLatencies(json, hour.latencies());
        ServedHour.Failures failures = hour.failures();
        json.putObject("responses")
                .put("2xx", hour.latencies().size())
                .put("4xx", failures.client())
                .put("429", failures.throttled())
                .put("5xx", failures.server())
                .put("timeout", failures.timeout());
        return json;
    }

    private static void putLatencies(ObjectNode json, List<Duration> latencies) {
        if (latencies.isEmpty()) {
            return;
        }
        List<Double> seconds = latencies.stream().map(Items::seconds).sorted().toList();
        json.put("sum", seconds.stream().mapToDouble(x -> x).sum());
        json.put("min", seconds.get(0));
        json.put("max", seconds.get(seconds.size() - 1));
        ObjectNode histogram = json.putObject("histogram");
        BOUNDS.forEach(histogram.putArray("explicit_bounds")::add);
        ArrayNode counts = histogram.putArray("bucket_counts");
        long below = 0;
        for (double bound : BOUNDS) {
            long until = seconds.stream().filter(x -> x <= bound).count();
            counts.add(until - below);
            below = until;
        }
        counts.add(seconds.size() - below);
    }

    private static double seconds(Duration latency) {
        return latency.toNanos() / NANOS_PER_SECOND;
    }
}
