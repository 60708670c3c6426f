// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.model.Column;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one test says about one column of one window: a pure comparison of two profiles, which knows
 * of no other column and passes no verdict.
 *
 * <p>Figures that are undefined are NaN.
 *
 * @param test ks, chi_square, psi, psi10, wasserstein, js, js10, l_infinity, missing_rate,
 *     new_category, out_of_range, cardinality, or an optional one of {@link DriftTests}
 * @param primary whether the column's verdict rests on it; exactly one test of a column is primary
 * @param nReference values present in the reference
 * @param n values present in the window
 * @param missing values absent in the window
 * @param statistic the test's own statistic
 * @param p small is evidence of drift; NaN for tests that have none
 * @param pAsymptotic KS only: always the kstwo tail
 * @param log10P for ranking where p underflows
 * @param effect primary only: max(D or TVD, PSI_c)
 * @param calibrated primary only: the effect that windows of the reference itself reach; NaN until
 *     the reference was cut into windows
 * @param driftDetected p below alpha, or the statistic at or above the test's own level; null when
 *     the test could not be made or has no level of its own
 * @param reason what is to be said in words; may be empty
 * @param detail further figures by name
 * @param newCategories values that the reference does not have, at most 100, most frequent first
 */
public record TestResult(
        Column column,
        String test,
        boolean primary,
        long nReference,
        long n,
        long missing,
        double statistic,
        double p,
        double pAsymptotic,
        double log10P,
        double effect,
        double calibrated,
        Boolean driftDetected,
        String reason,
        Map<String, Double> detail,
        List<String> newCategories)
        implements Serializable {

    public TestResult {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(reason, "reason");
        detail = Map.copyOf(detail);
        newCategories = List.copyOf(newCategories);
        if (n < 0 || nReference < 0 || missing < 0) {
            throw new IllegalArgumentException(
                    "negative count: n "
                            + n
                            + ", reference "
                            + nReference
                            + ", missing "
                            + missing);
        }
    }

    /** The same with further figures beside those of the detail. */
    TestResult with(Map<String, Double> figures) {
        if (figures.isEmpty()) {
            return this;
        }
        Map<String, Double> more = new HashMap<>(detail);
        more.putAll(figures);
        return new TestResult(
                column,
                test,
                primary,
                nReference,
                n,
                missing,
                statistic,
                p,
                pAsymptotic,
                log10P,
                effect,
                calibrated,
                driftDetected,
                reason,
                more,
                newCategories);
    }
}
