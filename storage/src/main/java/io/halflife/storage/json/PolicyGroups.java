// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.decay.PerformanceDirections;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.Metrics;
import io.halflife.monitor.policy.DecaySettings;
import io.halflife.monitor.policy.DecaySettings.Trigger;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.policy.PerformanceSettings;
import io.halflife.monitor.policy.PerformanceSettings.Absolute;
import io.halflife.monitor.policy.PerformanceSettings.Ratio;
import io.halflife.monitor.policy.PerformanceSettings.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The parts of a policy that are objects of their own: drift, performance and decay. */
record PolicyGroups(DriftSettings drift, PerformanceSettings performance, DecaySettings decay) {

    /**
     * Those of every task: which of them the versions of a model have is asked where they are
     * known. A run says so when the metric is none of its version's task.
     */
    private static final String[] METRICS =
            Stream.of(Task.values())
                    .flatMap(task -> Metrics.fitted(task).stream())
                    .distinct()
                    .sorted()
                    .toArray(String[]::new);

    private static final int WINDOWS_MAX = 1000;
    private static final long ROWS_MAX = 1_000_000_000L;
    private static final double RATIO_MAX = 100;
    private static final double FALLING_RATIO = 0.95;
    private static final double RISING_RATIO = 1.25;
    private static final double AUC_FLOOR = 0.5;
    private static final Duration HORIZON_MAX = Duration.ofDays(3660);

    /** The last is how papers about the seed spell it; it is written back as the second. */
    private static final String[] TRIGGERS = {
        Trigger.EVIDENCE.jsonName(), Trigger.STRICT_SEED.jsonName(), "strict-seed"
    };

    private static final String OPEN_UNIT_RULE = "must be in (0, 1)";

    static PolicyGroups parse(JsonFields policy, Task task) {
        DriftSettings drift =
                policy.object("drift").map(PolicyGroups::drift).orElse(DriftSettings.DEFAULTS);
        PerformanceSettings performance =
                policy.object("performance")
                        .map(fields -> performance(fields, task))
                        .orElse(PerformanceSettings.defaults(task));
        String metric = performance.metric();
        DecaySettings decay =
                policy.object("decay")
                        .map(fields -> decay(fields, metric))
                        .orElse(decayDefaults(metric));
        return new PolicyGroups(drift, performance, decay);
    }

    private static DriftSettings drift(JsonFields fields) {
        DriftSettings defaults = DriftSettings.DEFAULTS;
        int m = (int) fields.integer("m", 1, WINDOWS_MAX).orElse(defaults.m());
        int k = (int) fields.integer("k", 1, WINDOWS_MAX).orElse(Math.min(defaults.k(), m));
        if (k > m) {
            fields.refuse("k", "out_of_range", "must be at most m");
            k = m;
        }
        DriftSettings drift =
                new DriftSettings(
                        fields.number("alpha", PolicyGroups::isInOpenUnit, OPEN_UNIT_RULE)
                                .orElse(defaults.alpha()),
                        fields.number("q", PolicyGroups::isInOpenUnit, OPEN_UNIT_RULE)
                                .orElse(defaults.q()),
                        fields.choice(
                                        "method",
                                        DriftSettings.Method.values(),
                                        DriftSettings.Method::jsonName)
                                .orElse(defaults.method()),
                        fields.number("effect_floor", x -> x >= 0, "must not be negative")
                                .orElse(defaults.effectFloor()),
                        k,
                        m,
                        (int) fields.integer("clear", 1, WINDOWS_MAX).orElse(defaults.clear()),
                        fields.integer("min_window", 1, ROWS_MAX).orElse(defaults.minWindow()),
                        fields.integer("min_reference", 1, ROWS_MAX)
                                .orElse(defaults.minReference()),
                        DriftExtrasJson.season(fields),
                        critical(fields),
                        tests(fields),
                        DriftExtrasJson.beside(fields));
        fields.done();
        return drift;
    }

    private static Set<String> critical(JsonFields fields) {
        List<String> names = fields.texts("critical_features").orElse(List.of());
        if (names.size() > Signature.INPUTS_MAX) {
            fields.refuse("critical_features", "out_of_range", "at most " + Signature.INPUTS_MAX);
        }
        return Set.copyOf(names);
    }

    private static Set<String> tests(JsonFields fields) {
        List<String> wanted = fields.texts("tests").orElse(List.of());
        for (String name : wanted) {
            if (!DriftTests.optional().contains(name)) {
                String names = String.join(", ", DriftTests.optional());
                fields.refuse("tests", "invalid_enum", name + " is none of " + names);
            }
        }
        return Set.copyOf(wanted);
    }

    private static PerformanceSettings performance(JsonFields fields, Task task) {
        String metric =
                fields.choice("metric", METRICS, name -> name)
                        .orElse(PerformanceSettings.defaults(task).metric());
        Threshold threshold =
                fields.object("threshold")
                        .flatMap(PolicyGroups::threshold)
                        .orElse(defaultThreshold(metric));
        fields.done();
        return new PerformanceSettings(metric, threshold);
    }

    /** An error may rise by a quarter, anything else may fall by a twentieth. */
    private static Threshold defaultThreshold(String metric) {
        return new Ratio(
                PerformanceDirections.lowerIsBetter(metric) ? RISING_RATIO : FALLING_RATIO);
    }

    private static Optional<Threshold> threshold(JsonFields fields) {
        OptionalDouble absolute = fields.number("absolute", x -> true, "");
        OptionalDouble ratio =
                fields.number(
                        "ratio", x -> x > 0 && x <= RATIO_MAX, "must be in (0, " + RATIO_MAX + "]");
        boolean both = fields.field("absolute").isPresent() && fields.field("ratio").isPresent();
        boolean none = fields.field("absolute").isEmpty() && fields.field("ratio").isEmpty();
        fields.done();
        if (both || none) {
            String name = both ? "ratio" : "absolute";
            fields.refuse(name, both ? "unknown_field" : "required", "give absolute or ratio");
            return Optional.empty();
        }
        if (absolute.isPresent()) {
            return Optional.of(new Absolute(absolute.getAsDouble()));
        }
        return ratio.isPresent() ? Optional.of(new Ratio(ratio.getAsDouble())) : Optional.empty();
    }

    private static DecaySettings decay(JsonFields fields, String metric) {
        DecaySettings defaults = decayDefaults(metric);
        DecaySettings decay =
                new DecaySettings(
                        fields.duration("horizon", Duration.ZERO, HORIZON_MAX)
                                .orElse(defaults.horizon()),
                        fields.number("alpha_slope", PolicyGroups::isInOpenUnit, OPEN_UNIT_RULE)
                                .orElse(defaults.alphaSlope()),
                        fields.number("alpha_pred", PolicyGroups::isInOpenUnit, OPEN_UNIT_RULE)
                                .orElse(defaults.alphaPrediction()),
                        fields.number("floor", x -> true, "").orElse(defaults.floor()),
                        fields.flag("exclude_broken").orElse(defaults.excludeBroken()),
                        fields.choice("trigger", TRIGGERS, name -> name)
                                .map(PolicyGroups::trigger)
                                .orElse(defaults.trigger()));
        fields.done();
        return decay;
    }

    /** A model that guesses has an AUC of one half. */
    private static DecaySettings decayDefaults(String metric) {
        DecaySettings defaults = DecaySettings.DEFAULTS;
        double floor = metric.equals("roc_auc") ? AUC_FLOOR : defaults.floor();
        return new DecaySettings(
                defaults.horizon(),
                defaults.alphaSlope(),
                defaults.alphaPrediction(),
                floor,
                defaults.excludeBroken(),
                defaults.trigger());
    }

    private static Trigger trigger(String name) {
        return name.equals(Trigger.EVIDENCE.jsonName()) ? Trigger.EVIDENCE : Trigger.STRICT_SEED;
    }

    private static boolean isInOpenUnit(double x) {
        return x > 0 && x < 1;
    }

    static ObjectNode write(DriftSettings drift) {
        ObjectNode json = Json.object();
        json.put("alpha", drift.alpha());
        json.put("q", drift.q());
        json.put("method", drift.method().jsonName());
        json.put("effect_floor", drift.effectFloor());
        json.put("k", drift.k());
        json.put("m", drift.m());
        json.put("clear", drift.clear());
        json.put("min_window", drift.minWindow());
        json.put("min_reference", drift.minReference());
        json.put("season", DriftExtrasJson.season(drift.season()));
        ArrayNode critical = json.putArray("critical_features");
        new TreeSet<>(drift.criticalFeatures()).forEach(critical::add);
        ArrayNode tests = json.putArray("tests");
        new TreeSet<>(drift.tests()).forEach(tests::add);
        ArrayNode beside = json.putArray("beside");
        drift.beside().forEach(moving -> beside.add(moving.name()));
        return json;
    }

    static ObjectNode write(PerformanceSettings performance) {
        ObjectNode json = Json.object();
        json.put("metric", performance.metric());
        ObjectNode threshold = json.putObject("threshold");
        if (performance.threshold() instanceof Absolute absolute) {
            threshold.put("absolute", absolute.value());
        } else if (performance.threshold() instanceof Ratio ratio) {
            threshold.put("ratio", ratio.ratio());
        }
        return json;
    }

    static ObjectNode write(DecaySettings decay) {
        ObjectNode json = Json.object();
        json.put("horizon", IsoDuration.text(decay.horizon()));
        json.put("alpha_slope", decay.alphaSlope());
        json.put("alpha_pred", decay.alphaPrediction());
        json.put("floor", decay.floor());
        json.put("exclude_broken", decay.excludeBroken());
        json.put("trigger", decay.trigger().jsonName());
        return json;
    }
}
