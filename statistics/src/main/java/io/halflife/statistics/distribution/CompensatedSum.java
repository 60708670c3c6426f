// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

/**
 * A sum of many doubles that keeps what rounding would lose.
 *
 * <p>Neumaier's variant of Kahan summation: the error is about one rounding of the result plus
 * n·2⁻¹⁰⁴·Σ|x|, so sums that cancel stay right. Infinities and NaN give what plain summation gives.
 * Not safe for use by several threads.
 *
 * <p>Source: Neumaier 1974, doi:10.1002/zamm.19740540106.
 */
public final class CompensatedSum {

    private double sum;
    private double lost;

    /** Adds a term. */
    public void add(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    /** The sum so far; 0 when nothing was added. */
    public double value() {
        double exact = sum + lost;
        return Double.isNaN(exact) ? sum : exact;
    }
}
