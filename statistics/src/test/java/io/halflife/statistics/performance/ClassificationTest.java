// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.proportion.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
        checkBinary(oracle, table.versusRest("yes"));
        assertEquals(oracle.whole("expected.n"), table.total());
        oracle.close("expected.accuracy", table.accuracy(), RATIO, 0);
        oracle.close("expected.balanced_accuracy", table.balancedAccuracy(), RATIO, 0);
        if (scores.length > 0) {
            double[] wilson = oracle.numbers("expected.acc_wilson");
            io.halflife.statistics.figure.Interval interval =
                    Wilson.interval(table.correct(), table.total(), 0.95);
            oracle.close("wilson low", wilson[0], interval.low(), RATIO, 1e-15);
            oracle.close("wilson high", wilson[1], interval.high(), RATIO, 0);
            checkScores(oracle, ScoreTable.of(scores, positives, 0, scores.length));
            checkInterval(oracle, ScoreTable.of(scores, positives, 0, scores.length));
            checkProbabilities(oracle, scores, positives);
        }
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
    }

    private static void checkScores(OracleCase oracle, ScoreTable scores) {
        oracle.close("expected.roc_auc", RocAuc.of(scores).value(), RATIO, 0);
        oracle.close("expected.pr_auc", AveragePrecision.of(scores), RATIO, 0);
    }

    private static void checkInterval(OracleCase oracle, ScoreTable scores) {
        RocAuc auc = RocAuc.of(scores);
        oracle.close("expected.auc_se", auc.standardError(), 1e-9, 1e-14);
        JsonNode interval = oracle.node("expected.auc_ci");
        assertEquals(!interval.isNull(), auc.interval().isKnown(), oracle.id());
        if (auc.interval().isKnown()) {
            oracle.close("low", interval.get(0).asDouble(), auc.interval().low(), 1e-9, 0);
            oracle.close("high", interval.get(1).asDouble(), auc.interval().high(), 1e-9, 0);
        }
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
    }

    @Test
    void confusion_mergesTablesOfDifferentClasses() {
        SplittableRandom random = new SplittableRandom(20265);
        ConfusionTable.Builder whole = new ConfusionTable.Builder(List.of());
        ConfusionTable.Builder first = new ConfusionTable.Builder(List.of());
        ConfusionTable.Builder second = new ConfusionTable.Builder(List.of("zebra"));
        whole.add("zebra", "zebra", 0);
        for (int i = 0; i < 500; i++) {
            String actual = "c" + random.nextInt(9);
            String predicted = "c" + random.nextInt(12);
            whole.add(actual, predicted);
            (i % 3 == 0 ? first : second).add(actual, predicted);
        }

        ConfusionTable merged = first.build().merge(second.build());

        assertEquals(whole.build(), merged);
        assertEquals(500, merged.total());
        assertEquals(13, merged.classes().size());
    }

    @Test
    void confusion_refusesRepeatedClasses() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfusionTable.of(List.of("a", "a"), new long[2][2]));
    }

    @Test
    void empty_isUndefinedNotZero() {
        assertTrue(Double.isNaN(ConfusionTable.EMPTY.accuracy()));
        assertTrue(Double.isNaN(ConfusionTable.EMPTY.macroF1()));
        assertTrue(Double.isNaN(ProbabilityScores.EMPTY.logLoss()));
        assertTrue(Double.isNaN(ProbabilityScores.EMPTY.calibrationError()));
        assertTrue(Double.isNaN(RocAuc.of(ScoreTable.EMPTY).value()));
    }

    /** Swapping the classes turns the curve around. */
    @Test
    void rocAuc_ofSwappedClassesIsTheRest() {
        SplittableRandom random = new SplittableRandom(20266);
        double[] scores = random.doubles(400).map(u -> Math.floor(u * 30)).toArray();
        boolean[] positives = new boolean[400];
        boolean[] swapped = new boolean[400];
        for (int i = 0; i < 400; i++) {
            positives[i] = random.nextDouble() < scores[i] / 30;
            swapped[i] = !positives[i];
        }

        RocAuc auc = RocAuc.of(ScoreTable.of(scores, positives, 0, 400));
        RocAuc rest = RocAuc.of(ScoreTable.of(scores, swapped, 0, 400));

        assertEquals(1, auc.value() + rest.value(), 1e-12);
        assertEquals(auc.standardError(), rest.standardError(), 1e-12);
        assertTrue(auc.interval().contains(auc.value()));
        ScoreTable halves =
                ScoreTable.of(scores, positives, 0, 150)
                        .merge(ScoreTable.of(scores, positives, 150, 400));
        assertEquals(ScoreTable.of(scores, positives, 0, 400), halves);
    }

    /** Clipping at 1 − 10⁻¹⁵ leaves 9.99·10⁻¹⁶ for the negative row, not 10⁻¹⁵. */
    @Test
    void logLoss_clipsBothEnds() {
        ProbabilityScores scores =
                ProbabilityScores.of(new double[] {1, 0}, new boolean[] {false, true}, 0, 2);

        assertEquals((-Math.log(1e-15) - Math.log(1 - (1 - 1e-15))) / 2, scores.logLoss());
        assertEquals(-Math.log(1e-15), scores.oneSidedLogLoss());
    }

    @Test
    void probabilityScores_refuseWhatIsNoProbability() {
        ProbabilityScores.Accumulator accumulator = new ProbabilityScores.Accumulator();

        assertThrows(IllegalArgumentException.class, () -> accumulator.add(1.01, true));
        assertThrows(IllegalArgumentException.class, () -> accumulator.add(Double.NaN, true));
    }
}
