// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.policy;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.naming.NearName;
import io.halflife.monitor.performance.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which features and metrics a policy may name: those of any version of its model, since versions
 * of several signatures and tasks may be watched by one policy. A model without versions, or
 * without known inputs, restricts nothing yet.
 */
public final class PolicyNames {

    private static final String FEATURES = "/drift/critical_features";
    private static final String METRIC = "/performance/metric";
    private static final int SHOWN_MAX = 20;

    private final Set<String> features;
    private final Set<Task> tasks;

    private PolicyNames(Set<String> features, Set<Task> tasks) {
        this.features = features;
        this.tasks = tasks;
    }

    /** Those of these versions; the newest's features are shown first where it is the last. */
    public static PolicyNames of(List<VersionDefinition> versions) {
        Set<String> features = new LinkedHashSet<>();
        for (int i = versions.size() - 1; i >= 0; i--) {
            versions.get(i).signature().inputs().stream().map(Feature::name).forEach(features::add);
        }
        return new PolicyNames(
                features,
                versions.stream()
                        .map(version -> version.output().task())
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Those of a task, whatever the features are. */
    public static PolicyNames of(Task task) {
        return new PolicyNames(Set.of(), Set.of(task));
    }

    /**
     * Every name that is unknown.
     *
     * @param critical features in the order in which the policy names them
     */
    public List<Violation> check(List<String> critical, String metric) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < critical.size() && violations.size() < SHOWN_MAX; i++) {
            if (!features.isEmpty() && !features.contains(critical.get(i))) {
                violations.add(unknownFeature(critical.get(i), i));
            }
        }
        Set<String> metrics =
                tasks.stream()
                        .flatMap(task -> Metrics.fitted(task).stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!metrics.isEmpty() && !metrics.contains(metric)) {
            violations.add(unknownMetric(metric, metrics));
        }
        return violations;
    }

    private Violation unknownFeature(String name, int place) {
        return new Violation(
                FEATURES + "/" + place,
                "unknown_feature",
                "no version of this model has a feature of this name; known are "
                        + shown(features)
                        + NearName.suggestion(name, features));
    }

    private Violation unknownMetric(String metric, Set<String> metrics) {
        return new Violation(
                METRIC,
                "invalid_enum",
                "must be a metric of the model's task, "
                        + tasks.stream().map(Task::jsonName).collect(Collectors.joining(" or "))
                        + ": one of "
                        + String.join(", ", metrics)
                        + NearName.suggestion(metric, metrics));
    }

    private static String shown(Collection<String> names) {
        String first = names.stream().limit(SHOWN_MAX).collect(Collectors.joining(", "));
        int more = names.size() - SHOWN_MAX;
        return more <= 0 ? first : first + " and " + more + " more";
    }
}
