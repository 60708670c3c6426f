// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.comparison.ChiSquare;
import io.halflife.statistics.comparison.JensenShannon;
import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.PeerFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** NannyML's published drift of the car loan data, window by window of 5 000 rows. */
class NannymlDriftTest {

    /** The peer rounds to six digits. */
    private static final double ROUNDING = 1e-5;

    /** The peer compares at 10 000 equal-width edges; between two of them D may lie higher. */
    private static final double BINNING = 5e-4;

    private static final List<String> NUMBERS =
            List.of("car_value", "debt_to_income_ratio", "loan_length", "driver_tenure");

    private static final List<String> CATEGORIES =
            List.of("salary_range", "repaid_loan_on_prev_car", "size_of_downpayment");

    private final CarLoan loans = CarLoan.read();
    private final Map<String, Double> thresholds = new LinkedHashMap<>();

    @TestFactory
    Stream<DynamicTest> drift_isThatOfTheTables() {
        return PeerFile.named("nannyml-car-loan-drift.json").rows("tables", this::checkWindow);
    }

    private void checkWindow(OracleCase row) {
        NUMBERS.forEach(column -> checkNumbers(row, column, column));
        checkNumbers(row, "y_pred_proba", "probability");
        CATEGORIES.forEach(column -> checkCategories(row, column, column));
        checkCategories(row, "y_pred", "prediction");
    }

    private void checkNumbers(OracleCase row, String published, String column) {
        double d = distance(column, loans.window(row).numbers(column));
        row.close(published + ".kolmogorov_smirnov.exact_d", d, 1e-12, 1e-15);
        double binned = row.number(published + ".kolmogorov_smirnov.value");
        assertTrue(binned <= d + ROUNDING * d && d <= binned + BINNING, () -> column + " " + d);
        boolean above = d > thresholds.computeIfAbsent(column, this::threshold);
        assertEquals(row.flag(published + ".kolmogorov_smirnov.alert"), above, column);
    }

    private double distance(String column, double[] values) {
        EmpiricalDistribution reference =
                EmpiricalDistribution.of(loans.reference().numbers(column));
        return KolmogorovSmirnov.compare(reference, EmpiricalDistribution.of(values)).d().value();
    }

    /** Mean + 3 standard deviations (ddof 0) of the reference's own ten windows. */
    private double threshold(String column) {
        double[] distances =
                loans.referenceWindows().stream()
                        .mapToDouble(window -> distance(column, window.numbers(column)))
                        .toArray();
        double mean = Arrays.stream(distances).average().orElseThrow();
        double squares = 0;
        for (double each : distances) {
            squares += (each - mean) * (each - mean);
        }
        return mean + 3 * Math.sqrt(squares / distances.length);
    }

    private void checkCategories(OracleCase row, String published, String column) {
        FrequencyTable before = FrequencyTable.of(loans.reference().counts(column));
        FrequencyTable now = FrequencyTable.of(loans.window(row).counts(column));
        row.close(
                published + ".jensen_shannon.value",
                JensenShannon.categorical(before, now).distance(),
                ROUNDING,
                0);
        ChiSquare.Result ours = ChiSquare.homogeneity(before, now);
        String p = published + ".chi2.p_value_scipy";
        if (before.distinct() > 2) {
            row.close(published + ".chi2.value", ours.unpooled().statistic().value(), ROUNDING, 0);
            row.close(p, ours.unpooled().p(), 1e-9, 0);
        } else {
            // The peer applies Yates' correction to two categories, which only makes p larger.
            assertTrue(ours.unpooled().p().value() < row.number(p), column);
        }
        boolean alert = ours.unpooled().p().isBelow(0.05);
        assertEquals(row.flag(published + ".chi2.alert"), alert, column);
    }
}
