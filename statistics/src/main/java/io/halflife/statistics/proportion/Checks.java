// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.proportion;

/** Refuses what is no proportion, naming the argument, its value and what it may be. */
final class Checks {

    private Checks() {}

    static void counts(String successes, long k, String trials, long n) {
        if (n < 0) {
            throw new IllegalArgumentException(trials + " must be at least 0, not " + n);
        }
        if (k < 0 || k > n) {
            throw new IllegalArgumentException(
                    successes + " must be in [0, " + trials + " = " + n + "], not " + k);
        }
    }

    /** Counts that have been scaled need not be whole. */
    static void amounts(double k, double n) {
        if (!(n >= 0 && n < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("trials must be finite and at least 0, not " + n);
        }
        if (!(k >= 0 && k <= n)) {
            throw new IllegalArgumentException(
                    "successes must be in [0, trials = " + n + "], not " + k);
        }
    }

    static void confidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), not " + confidence);
        }
    }
}
