// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * ln P(D⁺ ≥ d) of two samples where the probability itself is too small for a double.
 *
 * <p>The order of the pooled values is a path from (0, 0) to (n, m); it is out when it reaches i/n
 * − j/m ≥ d. Summed over the row j in which that happens first, at i = ⌈n(d + j/m)⌉:
 *
 * <pre>Σ c/(i + j)·C(i + j, j)·C(n + m − i − j, m − j)/C(n + m, m),  c = i − j·n/m</pre>
 *
 * <p>with m the smaller size. For n a multiple of m this is exact (the identity of Rothe and
 * Hagen); otherwise within 2 % in p, 0.01 in log₁₀ p, measured against exact counts at p from 10⁻³
 * to 10⁻¹⁸⁰. Far out the two-sided probability is twice this one.
 *
 * <p>Cost: the terms near the largest one, some thousands at most. Source: Hodges 1958,
 * doi:10.1007/BF02589501; the identity: Gould 1956, Amer. Math. Monthly 63:84–91.
 */
final class LatticeTail {

    /** Terms e⁻⁴⁰ times the largest one no longer count. */
    private static final double NEGLIGIBLE = 40;

    private static final int SCOUTS = 64;

    /** Products of sizes and d are off by less. */
    private static final double ROUNDING = 1e-14;

    private final double n;
    private final double m;
    private final double d;
    private final double all;

    private LatticeTail(long n, long m, double d) {
        this.n = Math.max(n, m);
        this.m = Math.min(n, m);
        this.d = d;
        this.all = logChoose(this.n + this.m, this.m);
    }

    /** ln P(D⁺ ≥ d) for d in (0, 1]; finite. */
    static double log(long n, long m, double d) {
        return new LatticeTail(n, m, d).sum();
    }

    private double sum() {
        double last = Math.floor(m * (1 - d) * (1 + ROUNDING));
        double start = 0;
        for (int k = 1; k <= SCOUTS; k++) {
            double row = Math.floor(last * k / SCOUTS);
            start = term(row) > term(start) ? row : start;
        }
        double largest = term(start);
        double sum = 1;
        for (int direction = -1; direction <= 1; direction += 2) {
            for (double row = start + direction; row >= 0 && row <= last; row += direction) {
                double term = term(row);
                if (term > largest) {
                    sum = sum * Math.exp(largest - term) + 1;
                    largest = term;
                } else {
                    sum += Math.exp(term - largest);
                }
                if (term < largest - NEGLIGIBLE) {
                    break;
                }
            }
        }
        return largest + Math.log(sum);
    }

    private double term(double row) {
        double i = Math.min(n, Math.ceil(n * (d + row / m) * (1 - ROUNDING)));
        double steps = i + row;
        double ahead = i - row * (n / m);
        return Math.log(ahead / steps)
                + logChoose(steps, row)
                + logChoose(n + m - steps, m - row)
                - all;
    }

    /** ln C(n, k), also for sizes whose factorials have no digits left to subtract. */
    private static double logChoose(double n, double k) {
        return -Math.log1p(n) - LogBeta.value(n - k + 1, k + 1);
    }
}
