// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.statistics.slo.ServingClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A policy in JSON. What is not set has the task's default, so an empty object is a policy. What
 * {@link #write} writes can be sent back and means the same.
 */
public final class PolicyJson {

    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration TEN_YEARS = Duration.ofDays(3660);
    private static final int SLOS_MAX = 20;
    private static final int SEGMENTS_MAX = 32;

    /** Objects whose fields are set one by one; everything else is set as a whole. */
    static final Set<String> GROUPS = Set.of("drift", "performance", "decay");

    private PolicyJson() {}

    /** The effective policy of a body, or every rule that the body breaks. */
    public static Parsed<MonitoringPolicy> parse(JsonNode body, Task task) {
        List<Violation> violations = new ArrayList<>();
        Optional<MonitoringPolicy> policy =
                JsonFields.of(body, "", violations).map(fields -> policy(fields, task));
        return violations.isEmpty() ? Parsed.of(policy.get()) : Parsed.refused(violations);
    }

    private static MonitoringPolicy policy(JsonFields fields, Task task) {
        MonitoringPolicy defaults = MonitoringPolicy.defaults(task);
        PolicyGroups groups = PolicyGroups.parse(fields, task);
        ServingClass serving =
                fields.choice("serving_class", ServingClass.values(), PolicyJson::jsonName)
                        .orElse(null);
        MonitoringPolicy policy =
                new MonitoringPolicy(
                        fields.object("window")
                                .flatMap(WindowSpecJson::parse)
                                .orElse(defaults.window()),
                        fields.duration("grace", Duration.ZERO, YEAR).orElse(defaults.grace()),
                        groups.drift(),
                        groups.performance(),
                        groups.decay(),
                        fields.duration("max_label_delay", Duration.ZERO, TEN_YEARS)
                                .orElse(defaults.maxLabelDelay()),
                        fields.number("mature_coverage", x -> x > 0 && x <= 1, "must be in (0, 1]")
                                .orElse(defaults.matureCoverage()),
                        fields.duration("cool_down", Duration.ZERO, YEAR)
                                .orElse(defaults.coolDown()),
                        fields.flag("retrain_on_drift").orElse(defaults.retrainOnDrift()),
                        serving == null ? "" : jsonName(serving),
                        slos(fields, serving),
                        segments(fields));
        fields.done();
        return policy;
    }

    private static String jsonName(ServingClass serving) {
        return serving.name().toLowerCase(Locale.ROOT);
    }

    /** Those that are stated, else the one of the serving class. */
    private static List<ServiceLevelObjective> slos(JsonFields fields, ServingClass serving) {
        Optional<List<JsonNode>> nodes = fields.array("slos");
        if (nodes.isEmpty()) {
            return serving == null ? List.of() : List.of(ObjectiveJson.promised(serving));
        }
        if (nodes.get().size() > SLOS_MAX) {
            fields.refuse("slos", "out_of_range", "at most " + SLOS_MAX);
            return List.of();
        }
        List<ServiceLevelObjective> slos = new ArrayList<>();
        for (int i = 0; i < nodes.get().size(); i++) {
            fields.element("slos", i, nodes.get().get(i))
                    .flatMap(ObjectiveJson::parse)
                    .ifPresent(slos::add);
        }
        return slos;
    }

    private static List<String> segments(JsonFields fields) {
        List<String> segments = fields.texts("segments").orElse(List.of());
        if (segments.size() > SEGMENTS_MAX) {
            fields.refuse("segments", "out_of_range", "at most " + SEGMENTS_MAX);
        }
        return segments;
    }

    /** The features that a body without broken rules calls critical, in the order of the body. */
    public static List<String> criticalFeatures(JsonNode body) {
        List<String> names = new ArrayList<>();
        body.path("drift").path("critical_features").forEach(name -> names.add(name.textValue()));
        return names;
    }

    /** Every value of the effective policy. */
    public static ObjectNode write(MonitoringPolicy policy) {
        ObjectNode json = Json.object();
        json.set("window", WindowSpecJson.write(policy.window()));
        json.put("grace", IsoDuration.text(policy.grace()));
        json.set("drift", PolicyGroups.write(policy.drift()));
        json.set("performance", PolicyGroups.write(policy.performance()));
        json.set("decay", PolicyGroups.write(policy.decay()));
        json.put("max_label_delay", IsoDuration.text(policy.maxLabelDelay()));
        json.put("mature_coverage", policy.matureCoverage());
        json.put("cool_down", IsoDuration.text(policy.coolDown()));
        json.put("retrain_on_drift", policy.retrainOnDrift());
        json.put("serving_class", policy.servingClass().isEmpty() ? null : policy.servingClass());
        ArrayNode slos = json.putArray("slos");
        policy.slos().forEach(slo -> slos.add(ObjectiveJson.write(slo)));
        ArrayNode segments = json.putArray("segments");
        policy.segments().forEach(segments::add);
        return json;
    }

    /**
     * Which fields a body sets, as JSON Pointers in the body's order: {@code /grace}, {@code
     * /drift/alpha}. A window, a threshold or a list is set as a whole.
     */
    public static List<String> set(JsonNode body) {
        return PolicyValues.of((ObjectNode) body).entrySet().stream()
                .filter(value -> !value.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }
}
