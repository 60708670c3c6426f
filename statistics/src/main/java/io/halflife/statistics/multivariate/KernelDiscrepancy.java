// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;

/**
 * The squared maximum mean discrepancy of two samples under the Gaussian kernel.
 *
 * <p>With k(x, y) = exp(−γ‖x − y‖²), n rows x and m rows y:
 *
 * <ul>
 *   <li>biased: Σk(xᵢ, xⱼ)/n² + Σk(yᵢ, yⱼ)/m² − 2Σk(xᵢ, yⱼ)/(nm) ≥ 0;
 *   <li>unbiased: the same without the terms i = j, over n(n − 1) and m(m − 1); around 0, and as
 *       often below it, for samples of one distribution.
 * </ul>
 *
 * <p>It is 0 for equal distributions only, and grows to at most 2; what it is worth depends on γ
 * and the number of rows, so judge it by {@link KernelTest}. Rows are taken as they are:
 * standardise first. A row with NaN or infinite values is refused. Ties and constant columns are
 * ordinary. Undefined ({@link Status#INSUFFICIENT_DATA}) without a row on a side, the unbiased one
 * below two. Time grows with (n + m)². Rounding error about 10⁻¹⁶·√(nm) of the kernel's mean.
 *
 * <p>Source: Gretton et al. 2012, "A Kernel Two-Sample Test", JMLR 13:723–773 (it has no DOI).
 *
 * @param biased as above
 * @param unbiased as above
 */
public record KernelDiscrepancy(Figure biased, Figure unbiased) {

    /**
     * The discrepancy of two samples of the same columns.
     *
     * @param gamma positive
     */
    public static KernelDiscrepancy of(Rows x, Rows y, double gamma) {
        y.requireColumnsOf(x.columns());
        requireFinite(x);
        requireFinite(y);
        requireGamma(gamma);
        if (x.size() == 0 || y.size() == 0) {
            Figure none = Figure.undefined(Status.INSUFFICIENT_DATA);
            return new KernelDiscrepancy(none, none);
        }
        return of(pairs(x, gamma), pairs(y, gamma), crossed(x, y, gamma), x.size(), y.size());
    }

    /**
     * The discrepancy from the sums of the kernel over the pairs i &lt; j of each sample and over
     * all pairs of both.
     */
    static KernelDiscrepancy of(double xx, double yy, double xy, double n, double m) {
        double across = 2 * xy / (n * m);
        double biased = (2 * xx + n) / (n * n) + (2 * yy + m) / (m * m) - across;
        double unbiased = 2 * xx / (n * (n - 1)) + 2 * yy / (m * (m - 1)) - across;
        return new KernelDiscrepancy(
                Figure.of(biased),
                n < 2 || m < 2 ? Figure.undefined(Status.INSUFFICIENT_DATA) : Figure.of(unbiased));
    }

    private static double pairs(Rows rows, double gamma) {
        double sum = 0;
        for (int i = 1; i < rows.size(); i++) {
            double line = 0;
            for (int j = 0; j < i; j++) {
                line += Math.exp(-gamma * rows.squaredDistance(i, rows, j));
            }
            sum += line;
        }
        return sum;
    }

    private static double crossed(Rows x, Rows y, double gamma) {
        double sum = 0;
        for (int i = 0; i < x.size(); i++) {
            double line = 0;
            for (int j = 0; j < y.size(); j++) {
                line += Math.exp(-gamma * x.squaredDistance(i, y, j));
            }
            sum += line;
        }
        return sum;
    }

    static void requireGamma(double gamma) {
        if (!(gamma > 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException("gamma must be positive and finite, was " + gamma);
        }
    }

    static void requireFinite(Rows rows) {
        for (double value : rows.flat()) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("values must be finite, one was " + value);
            }
        }
    }
}
