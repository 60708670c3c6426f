// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.comparison.ChiSquare;
import io.halflife.statistics.comparison.JensenShannon;
import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.comparison.LInfinity;
import io.halflife.statistics.comparison.PopulationStability;
import io.halflife.statistics.comparison.Wasserstein;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.oracle.CsvColumns;
import io.halflife.statistics.oracle.SharedFiles;
import io.halflife.statistics.performance.ConfusionTable;
import io.halflife.statistics.performance.OneVersusRest;
import io.halflife.statistics.performance.ProbabilityScores;
import io.halflife.statistics.performance.RegressionErrors;
import io.halflife.statistics.performance.RocAuc;
import io.halflife.statistics.quality.NewCategories;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every figure of every window of four real data sets, as scipy 1.17.1, numpy 2.4.6 and
 * scikit-learn made them from the same files.
 */
class RealDataTest {

    @TestFactory
    Stream<DynamicTest> elec2() {
        return windows("elec2");
    }

    @TestFactory
    Stream<DynamicTest> bikeSharing() {
        return windows("bike-sharing");
    }

    @TestFactory
    Stream<DynamicTest> hotelBooking() {
        return windows("hotel-booking");
    }

    @TestFactory
    Stream<DynamicTest> carLoan() {
        return windows("nannyml-car-loan");
    }

    private static Stream<DynamicTest> windows(String name) {
        JsonNode expected = SharedFiles.DATA.json(name + "/expected.json");
        JsonNode prediction = SharedFiles.DATA.json(name + "/schema.json").get("prediction");
        Path folder = SharedFiles.DATA.path().resolve(name);
        CsvColumns reference = CsvColumns.read(folder.resolve("reference.csv.gz"));
        CsvColumns production = CsvColumns.read(folder.resolve("production.csv.gz"));
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(
                DynamicTest.dynamicTest(
                        "reference",
                        () ->
                                new Performance(prediction, reference)
                                        .check(expected.get("reference").get("performance"))));
        for (JsonNode window : expected.get("windows")) {
            String label = window.get("window").asText();
            CsvColumns current = cut(production, label, expected.get("windowing"));
            tests.add(
                    DynamicTest.dynamicTest(
                            label,
                            () -> {
                                assertEquals(
                                        window.get("rows").asInt(),
                                        current.cells("timestamp").size());
                                checkColumns(window, reference, current);
                                new Performance(prediction, current)
                                        .check(window.get("performance"));
                            }));
        }
        return tests.stream();
    }

    private static CsvColumns cut(CsvColumns production, String label, JsonNode windowing) {
        if (windowing.get("kind").asText().equals("count")) {
            int size = windowing.get("size").asInt();
            int index = Integer.parseInt(label.substring(1));
            return production.rows(row -> row / size == index);
        }
        List<String> timestamps = production.cells("timestamp");
        return production.rows(row -> timestamps.get(row).startsWith(label));
    }

    private static void checkColumns(JsonNode window, CsvColumns reference, CsvColumns current) {
        for (Map.Entry<String, JsonNode> each : window.path("numeric").properties()) {
            checkNumbers(each.getKey(), each.getValue(), reference, current);
        }
        for (Map.Entry<String, JsonNode> each : window.path("categorical").properties()) {
            checkCategories(each.getKey(), each.getValue(), reference, current);
        }
    }

    private static void checkNumbers(
            String column, JsonNode expected, CsvColumns reference, CsvColumns current) {
        EmpiricalDistribution before = EmpiricalDistribution.of(reference.numbers(column));
        EmpiricalDistribution now = EmpiricalDistribution.of(current.numbers(column));
        KolmogorovSmirnov.Result ks = KolmogorovSmirnov.compare(before, now);
        Expected figures = new Expected(column, expected);
        figures.same("n_ref", before.size());
        figures.same("n", now.size());
        figures.close("ks_d", ks.d().value(), 1e-12);
        double p = ks.pAsymptotic().value();
        figures.close("ks_p", p < 1e-300 ? 0 : p, 1e-6);
        figures.close("mean", now.moments().mean(), 1e-9);
        figures.close("std", now.moments().std(), 1e-9);
        figures.close("min", now.min(), 0);
        figures.close("q25", now.quantile(0.25), 1e-9);
        figures.close("median", now.quantile(0.5), 1e-9);
        figures.close("q75", now.quantile(0.75), 1e-9);
        figures.close("max", now.max(), 0);
        figures.close("wasserstein", Wasserstein.compare(before, now).distance().value(), 1e-9);
        figures.close("psi10", PopulationStability.decileDefinition(before, now).value(), 1e-9);
        figures.close("js10", JensenShannon.decileDefinition(before, now).value(), 1e-9);
    }

    private static void checkCategories(
            String column, JsonNode expected, CsvColumns reference, CsvColumns current) {
        FrequencyTable before = FrequencyTable.of(reference.counts(column));
        FrequencyTable now = FrequencyTable.of(current.counts(column));
        ChiSquare.Table chi = ChiSquare.homogeneity(before, now).unpooled();
        NewCategories.Result unseen = NewCategories.compare(before, now);
        Expected figures = new Expected(column, expected);
        figures.same("n", now.total());
        figures.same("categories", now.distinct());
        figures.same("new_category_rows", unseen.rows());
        // At most twenty are listed there, by name.
        List<String> listed = new ArrayList<>();
        expected.get("new_categories").forEach(name -> listed.add(name.asText()));
        assertEquals(listed, new TreeSet<>(unseen.categories()).stream().limit(20).toList());
        if (expected.has("chi2")) {
            figures.close("chi2", chi.statistic().value(), 1e-9);
            figures.same("dof", chi.dof());
            figures.close("chi2_p", chi.p().isBelow(1e-300) ? 0 : chi.p().value(), 1e-9);
        } else {
            assertEquals(1, chi.p().value());
        }
        figures.close("linf", LInfinity.distance(before, now).value(), 1e-9);
        figures.close("js", JensenShannon.categorical(before, now).distance().value(), 1e-9);
        figures.close("psi", PopulationStability.decileDefinition(before, now).value(), 1e-9);
    }

    /** Expected figures of a column; values below 10⁻³⁰⁰ count as 0, and 10⁻¹² is rounding. */
    private record Expected(String what, JsonNode figures) {

        void same(String name, long actual) {
            close(name, (double) actual, 0);
        }

        void close(String name, Figure actual, double tolerance) {
            close(name, actual.orElse(Double.NaN), tolerance);
        }

        void close(String name, double actual, double relative) {
            JsonNode node = figures.get(name);
            double expected = node.isNull() ? Double.NaN : node.asDouble();
            double floor = Math.abs(expected) < 1e-300 ? 0 : expected;
            double allowed = relative * Math.abs(floor) + (relative > 0 ? 1e-12 : 0);
            assertTrue(
                    Math.abs(actual - floor) <= allowed
                            || (Double.isNaN(actual) && Double.isNaN(floor)),
                    () -> what + " " + name + ": expected " + floor + " but was " + actual);
        }
    }

    /** The labelled rows of a part and what the model said about them. */
    private record Performance(JsonNode prediction, CsvColumns rows) {

        void check(JsonNode expected) {
            if (prediction.has("value_column")) {
                checkRegression(new Expected("performance", expected));
            } else {
                checkBinary(new Expected("performance", expected));
            }
        }

        private void checkRegression(Expected expected) {
            RegressionErrors.Accumulator accumulator = new RegressionErrors.Accumulator();
            List<String> labels = rows.cells("label");
            List<String> values = rows.cells(prediction.get("value_column").asText());
            for (int i = 0; i < labels.size(); i++) {
                if (!labels.get(i).isEmpty()) {
                    accumulator.add(
                            Double.parseDouble(labels.get(i)), Double.parseDouble(values.get(i)));
                }
            }
            RegressionErrors errors = accumulator.errors();
            expected.same("labelled", errors.n());
            expected.close("mae", errors.mae(), 1e-9);
            expected.close("rmse", errors.rmse(), 1e-9);
            expected.close("mean_error", errors.meanError(), 1e-9);
            expected.close("mape", errors.mape(), 1e-9);
            expected.close("r2", errors.r2(), 1e-9);
        }

        private void checkBinary(Expected expected) {
            String positive = prediction.get("positive_class").asText();
            List<String> labels = rows.cells("label");
            List<String> classes = rows.cells(prediction.get("class_column").asText());
            List<String> probabilities = rows.cells(prediction.get("probability_column").asText());
            ConfusionTable.Builder confusion = new ConfusionTable.Builder(List.of());
            ProbabilityScores.Accumulator accumulator = new ProbabilityScores.Accumulator();
            double[] scores = new double[labels.size()];
            boolean[] positives = new boolean[labels.size()];
            int n = 0;
            for (int i = 0; i < labels.size(); i++) {
                if (!labels.get(i).isEmpty()) {
                    confusion.add(labels.get(i), classes.get(i));
                    scores[n] = Double.parseDouble(probabilities.get(i));
                    positives[n] = labels.get(i).equals(positive);
                    accumulator.add(scores[n], positives[n]);
                    n++;
                }
            }
            checkConfusion(expected, confusion.build(), positive);
            RocAuc auc = RocAuc.of(ScoreTable.of(scores, positives, 0, n));
            expected.close("roc_auc", auc.value(), 1e-9);
            expected.close("log_loss", accumulator.scores().logLoss(), 1e-9);
            expected.close("brier", accumulator.scores().brier(), 1e-9);
        }

        private static void checkConfusion(
                Expected expected, ConfusionTable table, String positive) {
            OneVersusRest one = table.versusRest(positive);
            expected.same("labelled", table.total());
            expected.same("tp", one.truePositives());
            expected.same("fp", one.falsePositives());
            expected.same("fn", one.falseNegatives());
            expected.same("tn", one.trueNegatives());
            expected.close("accuracy", table.accuracy(), 1e-9);
            expected.close("precision", one.precision(), 1e-9);
            expected.close("recall", one.recall(), 1e-9);
            expected.close("specificity", one.specificity(), 1e-9);
            expected.close("f1", one.f1(), 1e-9);
            expected.close("positive_rate", one.positiveRate(), 1e-9);
            expected.close("predicted_positive_rate", one.predictedPositiveRate(), 1e-9);
        }
    }
}
