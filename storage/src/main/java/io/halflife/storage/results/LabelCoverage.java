// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

/**
 * How much ground truth has come.
 *
 * @param n predictions of the newest windows
 * @param labelled those of them whose ground truth is known
 */
public record LabelCoverage(long n, long labelled) {

    public LabelCoverage {
        if (labelled < 0 || labelled > n) {
            throw new IllegalArgumentException("labelled is not in 0..n: " + labelled + " of " + n);
        }
    }

    /** NaN where there is no prediction. */
    public double ratio() {
        return n == 0 ? Double.NaN : (double) labelled / n;
    }
}
