// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.launcher.MultiClassSample.Sample;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many classes, through the whole product. What is expected is counted here from the same rows, as
 * plainly as can be.
 */
class MultiClassReplayIT {

    private static final long SEED = 20250101;
    private static final double CLOSE = 1e-9;

    @TempDir static Path stateHome;
    @TempDir static Path folder;

    private final MultiClassSample sample = new MultiClassSample(SEED);
    private final Comparison comparison = new Comparison();

    @AfterAll
    static void stop() throws Exception {
        new LauncherProcess(stateHome).run("stop");
    }

    @Test
    void replay_meetsWhatIsCountedFromTheRows() throws Exception {
        sample.write(folder);

        LauncherProcess.Outcome outcome =
                new LauncherProcess(stateHome).run("replay", folder.toString(), "--json");

        assertEquals(0, outcome.exitCode(), outcome.err());
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        Report report = new Report(json);
        performance("reference", sample.reference(), report.referencePerformance());
        Map<String, List<Sample>> months =
                sample.production().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Sample::month, TreeMap::new, Collectors.toList()));
        comparison.same("windows", List.copyOf(months.keySet()), List.copyOf(report.windows()));
        months.forEach((month, rows) -> month(month, rows, report));
        assertTrue(comparison.differences().isEmpty(), comparison.words());
    }

    private void month(String month, List<Sample> rows, Report report) {
        performance(month, rows, report.performance(month));
        ks(new Report.Column(month, "FEATURE", "petal"), s -> s.petal(), rows, report);
        ks(
                new Report.Column(month, "PROBABILITY", "probability"),
                s -> Collections.max(s.probabilities()),
                rows,
                report);
        shares(new Report.Column(month, "FEATURE", "garden"), Sample::garden, rows, report);
        shares(
                new Report.Column(month, "PREDICTION", "prediction"),
                Sample::saidClass,
                rows,
                report);
        shares(new Report.Column(month, "LABEL", "label"), Sample::truth, rows, report);
    }

    /** The largest difference of the two empirical distribution functions, over every value. */
    private void ks(
            Report.Column column,
            Function<Sample, Double> value,
            List<Sample> rows,
            Report report) {
        List<Double> reference = values(sample.reference(), value);
        List<Double> window = values(rows, value);
        double distance = 0;
        for (double x : window) {
            distance = Math.max(distance, Math.abs(share(reference, x) - share(window, x)));
        }
        for (double x : reference) {
            distance = Math.max(distance, Math.abs(share(reference, x) - share(window, x)));
        }
        JsonNode ks = report.verdict(column, "ks");
        comparison.absolute(column + " ks", distance, ks.path("statistic").asDouble(-1), 1e-12);
        comparison.exact(column + " n", window.size(), ks.path("n").asLong(-1));
        comparison.exact(
                column + " missing",
                rows.size() - (long) window.size(),
                ks.path("missing").asLong(-1));
    }

    private static List<Double> values(List<Sample> rows, Function<Sample, Double> value) {
        return rows.stream().map(value).filter(v -> !v.isNaN()).toList();
    }

    private static double share(List<Double> values, double upTo) {
        return values.stream().filter(v -> v <= upTo).count() / (double) values.size();
    }

    private void shares(
            Report.Column column, Function<Sample, String> name, List<Sample> rows, Report report) {
        Map<String, Double> reference = shares(sample.reference(), name);
        Map<String, Double> window = shares(rows, name);
        double largest = 0;
        for (String category : reference.keySet()) {
            largest =
                    Math.max(
                            largest,
                            Math.abs(reference.get(category) - window.getOrDefault(category, 0.0)));
        }
        JsonNode test = report.verdict(column, "l_infinity");
        comparison.relative(
                column + " l_infinity", largest, test.path("statistic").asDouble(-1), CLOSE);
        long present = rows.stream().filter(s -> !name.apply(s).isEmpty()).count();
        comparison.exact(column + " n", present, test.path("n").asLong(-1));
    }

    private static Map<String, Double> shares(List<Sample> rows, Function<Sample, String> name) {
        List<String> names = rows.stream().map(name).filter(n -> !n.isEmpty()).toList();
        return names.stream()
                .collect(
                        Collectors.groupingBy(
                                n -> n,
                                Collectors.collectingAndThen(
                                        Collectors.counting(), c -> c / (double) names.size())));
    }

    private void performance(String at, List<Sample> rows, Map<String, JsonNode> actual) {
        List<Sample> labelled = rows.stream().filter(s -> !s.truth().isEmpty()).toList();
        double right = labelled.stream().filter(s -> s.truth().equals(s.saidClass())).count();
        metric(at, "accuracy", right / labelled.size(), rows, labelled, actual);
        metric(at, "micro_f1", right / labelled.size(), rows, labelled, actual);
        double macro = 0;
        double weighted = 0;
        for (String name : MultiClassSample.CLASSES) {
            double f1 = f1(name, labelled);
            macro += f1 / MultiClassSample.CLASSES.size();
            weighted += f1 * count(labelled, s -> s.truth().equals(name)) / labelled.size();
        }
        metric(at, "macro_f1", macro, rows, labelled, actual);
        metric(at, "weighted_f1", weighted, rows, labelled, actual);
    }

    private static double f1(String name, List<Sample> labelled) {
        double both = count(labelled, s -> s.truth().equals(name) && s.saidClass().equals(name));
        double truth = count(labelled, s -> s.truth().equals(name));
        double said = count(labelled, s -> s.saidClass().equals(name));
        return 2 * both / (truth + said);
    }

    private static double count(List<Sample> rows, Predicate<Sample> which) {
        return rows.stream().filter(which).count();
    }

    private void metric(
            String at,
            String name,
            double value,
            List<Sample> rows,
            List<Sample> labelled,
            Map<String, JsonNode> actual) {
        JsonNode row = actual.get(name);
        if (row == null) {
            comparison.missing(at + " " + name);
            return;
        }
        comparison.relative(at + " " + name, value, row.path("value").asDouble(-1), CLOSE);
        comparison.exact(at + " n", rows.size(), row.path("n").asLong(-1));
        comparison.exact(at + " labelled", labelled.size(), row.path("labelled").asLong(-1));
    }
}
