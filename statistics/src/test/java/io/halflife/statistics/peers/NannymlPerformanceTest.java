// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.estimation.EstimatedPerformance;
import io.halflife.statistics.estimation.IsotonicRegression;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.oracle.CsvColumns;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.PeerFile;
import io.halflife.statistics.performance.AveragePrecision;
import io.halflife.statistics.performance.ConfusionTable;
import io.halflife.statistics.performance.OneVersusRest;
import io.halflife.statistics.performance.RocAuc;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** NannyML's published performance of the car loan model, with its limits and alerts. */
class NannymlPerformanceTest {

    /** The peer rounds to six digits. */
    private static final double ROUNDING = 1e-5;

    private final CarLoan loans = CarLoan.read();
    private final List<Map<String, Figure>> before =
            loans.referenceWindows().stream().map(NannymlPerformanceTest::figures).toList();

    @TestFactory
    Stream<DynamicTest> performance_isThatOfTheTables() {
        return PeerFile.named("nannyml-car-loan-performance.json")
                .rows("tables", this::checkWindow);
    }

    /** Without labels, from probabilities calibrated on the reference, as the peer does here. */
    @TestFactory
    Stream<DynamicTest> estimates_areThoseOfTheTables() {
        IsotonicRegression calibration = IsotonicRegression.ofLabels(scores(loans.reference()));
        return PeerFile.named("nannyml-car-loan-performance.json")
                .rows(
                        "cbpe_estimates",
                        row -> {
                            EstimatedPerformance ours = estimate(loans.window(row), calibration);
                            row.close("accuracy.value", ours.accuracy(), ROUNDING, 0);
                            row.close("f1.value", ours.f1(), ROUNDING, 0);
                            row.close("roc_auc.value", ours.rocAuc(), ROUNDING, 0);
                        });
    }

    private static EstimatedPerformance estimate(CsvColumns rows, IsotonicRegression calibration) {
        double[] scores = rows.numbers("probability");
        List<String> predicted = rows.cells("prediction");
        EstimatedPerformance.Accumulator estimated = new EstimatedPerformance.Accumulator();
        for (int i = 0; i < scores.length; i++) {
            estimated.add(scores[i], calibration.at(scores[i]), predicted.get(i).equals("1"));
        }
        return estimated.estimate();
    }

    private void checkWindow(OracleCase row) {
        figures(loans.window(row))
                .forEach(
                        (metric, figure) -> {
                            row.close(metric + ".value", figure, ROUNDING, 0);
                            checkLimits(row, metric, figure.value());
                        });
    }

    /** Mean ± 3 standard deviations (ddof 0) over the reference's own ten windows. */
    private void checkLimits(OracleCase row, String metric, double value) {
        double[] own = before.stream().mapToDouble(each -> each.get(metric).value()).toArray();
        double mean = Arrays.stream(own).average().orElseThrow();
        double variance = Arrays.stream(own).map(x -> (x - mean) * (x - mean)).sum() / own.length;
        double low = mean - 3 * Math.sqrt(variance);
        double high = mean + 3 * Math.sqrt(variance);
        row.close(metric + ".lower_threshold", low, ROUNDING, 0);
        row.close(metric + ".upper_threshold", high, ROUNDING, 0);
        assertEquals(row.flag(metric + ".alert"), value < low || value > high, metric);
    }

    private static ScoreTable scores(CsvColumns rows) {
        List<String> actual = rows.cells("label");
        boolean[] positives = new boolean[actual.size()];
        for (int i = 0; i < positives.length; i++) {
            positives[i] = actual.get(i).equals("1");
        }
        return ScoreTable.of(rows.numbers("probability"), positives, 0, positives.length);
    }

    private static Map<String, Figure> figures(CsvColumns rows) {
        List<String> actual = rows.cells("label");
        List<String> predicted = rows.cells("prediction");
        ConfusionTable.Builder table = new ConfusionTable.Builder(List.of("0", "1"));
        for (int i = 0; i < actual.size(); i++) {
            table.add(actual.get(i), predicted.get(i));
        }
        OneVersusRest paid = table.build().versusRest("1");
        ScoreTable scores = scores(rows);
        Map<String, Figure> figures = new TreeMap<>();
        figures.put("roc_auc", RocAuc.of(scores).value());
        figures.put("average_precision", AveragePrecision.of(scores));
        figures.put("accuracy", paid.accuracy());
        figures.put("precision", paid.precision());
        figures.put("recall", paid.recall());
        figures.put("specificity", paid.specificity());
        figures.put("f1", paid.f1());
        return figures;
    }
}
