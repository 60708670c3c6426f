// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.model.Violation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyNamesTest {

    private static final VersionDefinition FIRST =
            version("1", Task.BINARY_CLASSIFICATION, List.of("age", "tenure"));
    private static final VersionDefinition SECOND =
            version("2", Task.BINARY_CLASSIFICATION, List.of("age", "income"));

    private static VersionDefinition version(String name, Task task, List<String> inputs) {
        return new VersionDefinition(
                new ModelVersion("credit", name),
                new Signature(
                        inputs.stream()
                                .map(
                                        input ->
                                                new Feature(
                                                        input,
                                                        "double",
                                                        FeatureKind.NUMERIC,
                                                        false,
                                                        List.of()))
                                .toList(),
                        false),
                new OutputSpec(task, "", List.of(), OutputSpec.DECISION_THRESHOLD_DEFAULT),
                "",
                VersionDefinition.TrainingData.UNKNOWN,
                "{}");
    }

    private static List<Violation> check(
            List<VersionDefinition> versions, List<String> critical, String metric) {
        return PolicyNames.of(versions).check(critical, metric);
    }

    @Test
    void check_featuresOfAnyVersion_areKnown() {
        List<VersionDefinition> versions = List.of(FIRST, SECOND);

        assertEquals(List.of(), check(versions, List.of("tenure", "income", "age"), "accuracy"));
    }

    @Test
    void check_unknownFeature_isNamedByItsPlaceWithWhatIsKnownAndMeant() {
        List<Violation> found =
                check(List.of(FIRST, SECOND), List.of("age", "incme", "colour"), "accuracy");

        assertEquals(
                List.of(
                        new Violation(
                                "/drift/critical_features/1",
                                "unknown_feature",
                                "no version of this model has a feature of this name; known are"
                                        + " age, income, tenure; did you mean income?"),
                        new Violation(
                                "/drift/critical_features/2",
                                "unknown_feature",
                                "no version of this model has a feature of this name; known are"
                                        + " age, income, tenure")),
                found);
    }

    @Test
    void check_metricOfAnotherTask() {
        Violation found = check(List.of(FIRST), List.of(), "mae").get(0);

        assertEquals("/performance/metric", found.pointer());
        assertEquals("invalid_enum", found.code());
        assertTrue(
                found.detail()
                        .startsWith("must be a metric of the model's task, binary_classification"),
                found.detail());
        assertTrue(found.detail().contains("accuracy"), found.detail());
        assertEquals(
                "/performance/metric",
                PolicyNames.of(Task.REGRESSION).check(List.of("any"), "accuracy").get(0).pointer());
    }

    @Test
    void check_versionsOfTwoTasks_takeTheMetricsOfBoth() {
        List<VersionDefinition> versions =
                List.of(FIRST, version("3", Task.REGRESSION, List.of("age")));

        assertEquals(List.of(), check(versions, List.of(), "mae"));
        assertEquals(List.of(), check(versions, List.of(), "accuracy"));
        assertEquals(1, check(versions, List.of(), "macro_f1").size());
    }

    @Test
    void check_nothingKnownYet_restrictsNothing() {
        assertEquals(List.of(), check(List.of(), List.of("age"), "mae"));
        VersionDefinition bare = version("1", Task.REGRESSION, List.of());
        assertEquals(List.of(), check(List.of(bare), List.of("age"), "mae"));
    }

    @Test
    void check_manyNames_saysAFewAndHowManyMore() {
        List<String> inputs = IntStream.range(0, 2000).mapToObj(i -> "feature" + i).toList();
        VersionDefinition wide = version("1", Task.REGRESSION, inputs);
        List<String> wrong = IntStream.range(0, 2000).mapToObj(i -> "column" + i).toList();

        List<Violation> found = check(List.of(wide), wrong, "mae");

        assertEquals(20, found.size());
        assertTrue(found.get(0).detail().contains("feature19 and 1980 more"), found.toString());
    }
}
