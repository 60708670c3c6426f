// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import java.util.Arrays;
import java.util.Locale;

/**
 * A simulated figure and its Monte Carlo standard error.
 *
 * @param value the mean over the runs
 * @param error its standard error; the rule of three's 3/n/1.96 where a share is 0 or 1
 */
record Estimate(double value, double error) {

    /** The mean of independent runs. */
    static Estimate mean(double... runs) {
        double mean = Arrays.stream(runs).average().orElseThrow();
        double squares = Arrays.stream(runs).map(x -> (x - mean) * (x - mean)).sum();
        return new Estimate(mean, Math.sqrt(squares / (runs.length - 1) / runs.length));
    }

    /** The share of runs in which something happened. */
    static Estimate share(long happened, long runs) {
        double p = (double) happened / runs;
        boolean extreme = happened == 0 || happened == runs;
        return new Estimate(p, extreme ? 3 / 1.96 / runs : Math.sqrt(p * (1 - p) / runs));
    }

    /** As "0.952 ± 0.007". */
    String words(int digits) {
        String format = "%." + digits + "f ± %." + digits + "f";
        return String.format(Locale.ROOT, format, value, error);
    }

    /** A share as "95.2 % ± 0.7". */
    String percent() {
        return String.format(Locale.ROOT, "%.1f %% ± %.1f", 100 * value, 100 * error);
    }
}
