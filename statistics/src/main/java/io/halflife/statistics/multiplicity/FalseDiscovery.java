// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multiplicity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of one family of tests, so that rejecting at {@code adjusted ≤ q} keeps the
 * family's error rate at q.
 *
 * <p>With the m p-values sorted ascending, p₍₁₎ ≤ … ≤ p₍ₘ₎:
 *
 * <ul>
 *   <li>Benjamini–Hochberg: min over k ≥ i of p₍ₖ₎·m/k. Expected share of false rejections at most
 *       q for independent or positively dependent tests.
 *   <li>Benjamini–Yekutieli: the same times 1 + ½ + … + 1/m; under any dependence.
 *   <li>Holm: max over k ≤ i of p₍ₖ₎·(m − k + 1); chance of any false rejection at most q.
 *   <li>Bonferroni: p·m; the same promise, less power.
 * </ul>
 *
 * <p>Values above 1 become 1. NaN stands for a test that could not be made: it stays NaN and does
 * not count towards m. No values: no values. The order of the input is kept.
 *
 * <p>Source: Benjamini &amp; Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x; Benjamini &amp;
 * Yekutieli 2001, doi:10.1214/aos/1013699998; Holm 1979, Scand. J. Stat. 6, 65–70.
 */
public final class FalseDiscovery {

    /** How to adjust. */
    public enum Method {
        BENJAMINI_HOCHBERG,
        BENJAMINI_YEKUTIELI,
        HOLM,
        BONFERRONI
    }

    private FalseDiscovery() {}

    /**
     * The adjusted p-values, in the order of the input.
     *
     * @param p each in [0, 1] or NaN; not changed
     */
    public static double[] adjust(double[] p, Method method) {
        double[] adjusted = p.clone();
        int[] ascending = ascending(p);
        switch (method) {
            case BENJAMINI_HOCHBERG -> stepUp(p, adjusted, ascending, 1);
            case BENJAMINI_YEKUTIELI -> stepUp(p, adjusted, ascending, harmonic(ascending.length));
            case HOLM -> stepDown(p, adjusted, ascending);
            case BONFERRONI -> {
                for (int i : ascending) {
                    adjusted[i] = Math.min(1, p[i] * ascending.length);
                }
            }
        }
        return adjusted;
    }

    /** Indices of the p-values that are defined, the smallest p first. */
    private static int[] ascending(double[] p) {
        for (double each : p) {
            if (each < 0 || each > 1) {
                throw new IllegalArgumentException("p is not in [0, 1]: " + Arrays.toString(p));
            }
        }
        return IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void stepUp(double[] p, double[] adjusted, int[] ascending, double factor) {
        int m = ascending.length;
        double smallest = 1;
        for (int k = m; k >= 1; k--) {
            int i = ascending[k - 1];
            smallest = Math.min(smallest, p[i] * (factor * m / k));
            adjusted[i] = smallest;
        }
    }

    private static void stepDown(double[] p, double[] adjusted, int[] ascending) {
        int m = ascending.length;
        double largest = 0;
        for (int k = 1; k <= m; k++) {
            int i = ascending[k - 1];
            largest = Math.max(largest, Math.min(1, p[i] * (m - k + 1)));
            adjusted[i] = largest;
        }
    }

    private static double harmonic(int m) {
        double sum = 0;
        for (int k = m; k >= 1; k--) {
            sum += 1.0 / k;
        }
        return sum;
    }
}
