// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

/**
 * P(D ≥ d) of the one-sample statistic of n values by four terms of its expansion in 1/√n: more
 * than five digits of p for n above 140, as commons-statistics and scipy have it there.
 *
 * <p>Source: Pelz &amp; Good 1976, J. R. Stat. Soc. B 38, in the form of Simard &amp; L'Ecuyer
 * 2011, doi:10.18637/jss.v039.i11.
 */
final class PelzGood {

    private static final double PI2 = Math.PI * Math.PI;

    /** Terms fall as e^(−k²): far more than are ever looked at. */
    private static final int TERMS_MAX = 50;

    private final double z2;
    private double halves0;
    private double halves1;
    private double halves2;
    private double halves3;
    private double wholes2;
    private double wholes3;

    private PelzGood(double z2) {
        this.z2 = z2;
    }

    /**
     * The tail.
     *
     * @param n values, above 140
     * @param d where n·d² is below 10, so that what is subtracted from 1 is not all of it
     */
    static double atLeast(double n, double d) {
        PelzGood sums = new PelzGood(n * d * d);
        sums.sum();
        return Math.min(1, 1 - sums.below(Math.sqrt(n), d * Math.sqrt(n)));
    }

    private void sum() {
        double last = 1;
        for (int k = 0; k < TERMS_MAX && last > 0; k++) {
            // Each half stands for −k − ½ too, and each whole number for −k.
            double half = PI2 * (k + 0.5) * (k + 0.5);
            last = Math.exp(-half / (2 * z2));
            addHalf(half, 2 * last);
            double whole = PI2 * k * k;
            addWhole(whole, 2 * Math.exp(-whole / (2 * z2)));
        }
    }

    private void addHalf(double q, double weight) {
        double z4 = z2 * z2;
        double z6 = z4 * z2;
        halves0 += weight;
        halves1 += weight * (q - z2);
        halves2 += weight * (6 * z6 + 2 * z4 + q * ((2 * z4 - 5 * z2) + q * (1 - 2 * z2)));
        halves3 +=
                weight
                        * (q
                                        * ((135 * z4 - 96 * z6)
                                                + q * ((212 * z4 - 60 * z2) + q * (5 - 30 * z2)))
                                - (30 * z6 + 90 * z4 * z4));
    }

    private void addWhole(double q, double weight) {
        wholes2 += weight * q;
        wholes3 += weight * q * (3 * z2 - q);
    }

    private double below(double root, double z) {
        double z3 = z * z2;
        double k1 = halves1 / (6 * z2 * z2);
        double k2 = halves2 / (72 * z3 * z2 * z2) - wholes2 / (36 * z3);
        double k3 = halves3 / (6480 * z3 * z3 * z3 * z) + wholes3 / (216 * z3 * z3);
        return Math.sqrt(Math.PI / 2) * (halves0 / z + (k1 + (k2 + k3 / root) / root) / root);
    }
}
