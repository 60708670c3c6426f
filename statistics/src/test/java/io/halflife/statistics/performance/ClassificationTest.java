// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Counts, ratios, areas and losses against exact rationals and scikit-learn. */
class ClassificationTest {

    private static final double RATIO = 1e-12;

    @TestFactory
    Stream<DynamicTest> metrics_agreeWithScikitLearn() {
        return Oracles.tests(
                "classification_metrics",
                oracle -> {
                    switch (oracle.text("type")) {
                        case "rows" -> checkRows(oracle);
                        case "grouped" -> checkScores(oracle, grouped(oracle));
                        case "multiclass" -> checkClasses(oracle);
                        default -> throw new IllegalArgumentException(oracle.text("type"));
                    }
                });
    }

    private static void checkRows(OracleCase oracle) {
        double[] scores = oracle.numbers("score");
        boolean[] positives = positives(oracle);
        double threshold = oracle.number("threshold");
        ConfusionTable.Builder builder = new ConfusionTable.Builder(List.of("no", "yes"));
        for (int i = 0; i < scores.length; i++) {
            builder.add(positives[i] ? "yes" : "no", scores[i] >= threshold ? "yes" : "no");
        }
        ConfusionTable table = builder.build();
        int half = scores.length / 2;
        OneVersusRest merged =
                OneVersusRest.of(scores, positives, 0, half, threshold)
                        .merge(OneVersusRest.of(scores, positives, half, scores.length, threshold));
        assertEquals(table.versusRest("yes"), merged);
        checkBinary(oracle, merged);
        assertEquals(oracle.whole("expected.n"), table.total());
        oracle.close("expected.accuracy", table.accuracy(), RATIO, 0);
        oracle.close("expected.balanced_accuracy", table.balancedAccuracy(), RATIO, 0);
        if (oracle.has("expected.acc_wilson")) {
            Interval wilson = merged.accuracyInterval(0.95);
            oracle.close("expected.acc_wilson", wilson, RATIO, 1e-15);
            assertEquals(wilson, table.accuracyInterval(0.95));
        }
        if (oracle.has("expected.roc_auc")) {
            ScoreTable whole = ScoreTable.of(scores, positives, 0, scores.length);
            checkScores(oracle, whole);
            checkInterval(oracle, RocAuc.of(whole));
            ScoreTable halves =
                    ScoreTable.of(scores, positives, half, scores.length)
                            .merge(ScoreTable.of(scores, positives, 0, half));
            assertEquals(RocAuc.of(whole), RocAuc.of(halves), "merged tables, same area");
        }
        checkProbabilities(oracle, scores, positives);
    }

    private static boolean[] positives(OracleCase oracle) {
        double[] y = oracle.numbers("y");
        boolean[] positives = new boolean[y.length];
        for (int i = 0; i < y.length; i++) {
            positives[i] = y[i] == 1;
        }
        return positives;
    }

    private static void checkBinary(OracleCase oracle, OneVersusRest yes) {
        assertEquals(oracle.whole("expected.tp"), yes.truePositives());
        assertEquals(oracle.whole("expected.fp"), yes.falsePositives());
        assertEquals(oracle.whole("expected.fn"), yes.falseNegatives());
        assertEquals(oracle.whole("expected.tn"), yes.trueNegatives());
        oracle.close("expected.accuracy", yes.accuracy(), RATIO, 0);
        oracle.close("expected.precision", yes.precision(), RATIO, 0);
        oracle.close("expected.recall", yes.recall(), RATIO, 0);
        oracle.close("expected.specificity", yes.specificity(), RATIO, 0);
        oracle.close("expected.f1", yes.f1(), RATIO, 0);
        oracle.close("expected.mcc", yes.matthewsCorrelation(), RATIO, 1e-15);
        oracle.close("expected.balanced_accuracy", yes.balancedAccuracy(), RATIO, 0);
    }

    private static void checkScores(OracleCase oracle, ScoreTable scores) {
        oracle.close("expected.roc_auc", RocAuc.of(scores).value(), RATIO, 0);
        oracle.close("expected.pr_auc", AveragePrecision.of(scores), RATIO, 0);
    }

    private static void checkInterval(OracleCase oracle, RocAuc auc) {
        oracle.close("expected.auc_se", auc.standardError(), 1e-9, 1e-14);
        oracle.close("expected.auc_ci", auc.interval(), 1e-9, 0);
    }

    private static void checkProbabilities(
            OracleCase oracle, double[] scores, boolean[] positives) {
        if (!oracle.has("expected.log_loss")) {
            return;
        }
        int half = scores.length / 2;
        ProbabilityScores merged =
                ProbabilityScores.of(scores, positives, 0, half)
                        .merge(ProbabilityScores.of(scores, positives, half, scores.length));
        for (ProbabilityScores each :
                List.of(merged, ProbabilityScores.of(scores, positives, 0, scores.length))) {
            oracle.close("expected.log_loss", each.oneSidedLogLoss(), 1e-11, 0);
            oracle.close("expected.brier", each.brier(), 1e-11, 0);
            oracle.close("expected.ece", each.calibrationError(), 1e-11, 1e-15);
        }
    }

    private static ScoreTable grouped(OracleCase oracle) {
        TreeMap<Double, Long> positive = new TreeMap<>();
        TreeMap<Double, Long> negative = new TreeMap<>();
        for (JsonNode row : oracle.node("rows")) {
            positive.put(row.get("score").asDouble(), row.get("pos").asLong());
            negative.put(row.get("score").asDouble(), row.get("neg").asLong());
        }
        return new ScoreTable(runs(positive), runs(negative));
    }

    private static EmpiricalDistribution runs(Map<Double, Long> counts) {
        counts.values().removeIf(count -> count == 0);
        return EmpiricalDistribution.ofRuns(
                counts.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                counts.values().stream().mapToLong(Long::longValue).toArray(),
                0);
    }

    private static void checkClasses(OracleCase oracle) {
        JsonNode matrix = oracle.node("matrix");
        List<String> classes = new ArrayList<>();
        long[][] counts = new long[matrix.size()][];
        for (int i = 0; i < counts.length; i++) {
            classes.add("class" + i);
            counts[i] = oracle.wholes("matrix." + i);
        }
        ConfusionTable table = ConfusionTable.of(classes, counts);
        for (int i = 0; i < counts.length; i++) {
            OneVersusRest one = table.versusRest("class" + i);
            String path = "expected.per_class." + i;
            oracle.close(path + ".precision", one.precision(), RATIO, 0);
            oracle.close(path + ".recall", one.recall(), RATIO, 0);
            oracle.close(path + ".f1", one.f1(), RATIO, 0);
            assertEquals(oracle.whole(path + ".support"), one.support());
        }
        oracle.close("expected.accuracy", table.accuracy(), RATIO, 0);
        oracle.close("expected.macro_f1", table.macroF1(), RATIO, 0);
        oracle.close("expected.macro_precision", table.macroPrecision(), RATIO, 0);
        oracle.close("expected.macro_recall", table.macroRecall(), RATIO, 0);
        oracle.close("expected.weighted_f1", table.weightedF1(), RATIO, 0);
        oracle.close("expected.micro_f1", table.microF1(), RATIO, 0);
        oracle.notCompared("expected.note", "it is words");
    }
}
