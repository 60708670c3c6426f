// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.monitor.policy.ServiceLevelObjective.Kind;
import io.halflife.statistics.slo.ServingClass;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** One promise about serving in JSON; its threshold is a duration. */
final class ObjectiveJson {

    static final Duration WINDOW_DEFAULT = Duration.ofDays(30);
    private static final Duration WINDOW_MAX = Duration.ofDays(366);
    private static final Duration THRESHOLD_MAX = Duration.ofDays(1);
    private static final double NANOS_PER_SECOND = 1e9;

    private ObjectiveJson() {}

    static Optional<ServiceLevelObjective> parse(JsonFields fields) {
        fields.require("kind");
        fields.require("objective");
        Optional<Kind> kind = fields.choice("kind", Kind.values(), Kind::jsonName);
        OptionalDouble objective =
                fields.number("objective", x -> x > 0 && x < 1, "must be in (0, 1)");
        if (kind.filter(Kind.LATENCY::equals).isPresent()) {
            fields.require("threshold");
        }
        double threshold =
                kind.filter(Kind.AVAILABILITY::equals).isPresent()
                        ? Double.NaN
                        : seconds(fields.duration("threshold", Duration.ofNanos(1), THRESHOLD_MAX));
        Duration window =
                fields.duration("window", Duration.ofMinutes(1), WINDOW_MAX).orElse(WINDOW_DEFAULT);
        fields.done();
        boolean complete =
                kind.isPresent()
                        && objective.isPresent()
                        && (kind.get() == Kind.AVAILABILITY || threshold > 0);
        return complete
                ? Optional.of(
                        new ServiceLevelObjective(
                                kind.get(), objective.getAsDouble(), threshold, window))
                : Optional.empty();
    }

    /** What a class of serving promises about latency, where nothing else is stated. */
    static ServiceLevelObjective promised(ServingClass serving) {
        return new ServiceLevelObjective(
                ServiceLevelObjective.Kind.LATENCY,
                serving.objective().share(),
                serving.latency().toNanos() / NANOS_PER_SECOND,
                WINDOW_DEFAULT);
    }

    private static double seconds(Optional<Duration> duration) {
        return duration.map(d -> d.toNanos() / NANOS_PER_SECOND).orElse(Double.NaN);
    }

    static ObjectNode write(ServiceLevelObjective slo) {
        ObjectNode json = Json.object();
        json.put("kind", slo.kind().jsonName());
        json.put("objective", slo.objective());
        if (slo.kind() == Kind.LATENCY) {
            long nanos = Math.round(slo.thresholdSeconds() * NANOS_PER_SECOND);
            json.put("threshold", IsoDuration.text(Duration.ofNanos(nanos)));
        }
        json.put("window", IsoDuration.text(slo.window()));
        return json;
    }
}
