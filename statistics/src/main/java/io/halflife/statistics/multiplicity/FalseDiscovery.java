// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multiplicity;

import io.halflife.statistics.figure.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
 * <p>Values above 1 become 1. Equal p-values have equal adjusted ones; an adjusted p-value is never
 * below the p-value, and their order is the same. A test that could not be made stays undefined for
 * the same reason and does not count towards m. No tests: no values. A p-value outside [0, 1], and
 * NaN, is refused. Error: rounding of a product and a quotient, about 10⁻¹⁶ relative. O(m log m).
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
     * @param p each in [0, 1], or undefined where the test could not be made
     * @throws IllegalArgumentException for a p-value outside [0, 1]
     */
    public static List<Figure> adjust(List<Figure> p, Method method) {
        double[] adjusted =
                adjust(
                        p.stream().filter(Figure::isDefined).mapToDouble(Figure::value).toArray(),
                        method);
        List<Figure> all = new ArrayList<>(p.size());
        int next = 0;
        for (Figure each : p) {
            all.add(each.isDefined() ? Figure.of(adjusted[next++]) : each);
        }
        return List.copyOf(all);
    }

    /**
     * The adjusted p-values of tests that could all be made, in the order of the input.
     *
     * @param p each in [0, 1]; not changed and not kept
     * @throws IllegalArgumentException for a p-value outside [0, 1]
     */
    public static double[] adjust(double[] p, Method method) {
        int[] ascending = ascending(p);
        double[] adjusted = new double[p.length];
        switch (Objects.requireNonNull(method, "method")) {
            case BENJAMINI_HOCHBERG -> stepUp(p, adjusted, ascending, 1);
            case BENJAMINI_YEKUTIELI -> stepUp(p, adjusted, ascending, harmonic(p.length));
            case HOLM -> stepDown(p, adjusted, ascending);
            case BONFERRONI -> {
                for (int i : ascending) {
                    adjusted[i] = Math.min(1, p[i] * p.length);
                }
            }
        }
        return adjusted;
    }

    /** Indices of the p-values, the smallest p first. */
    private static int[] ascending(double[] p) {
        for (int i = 0; i < p.length; i++) {
            if (!(p[i] >= 0 && p[i] <= 1)) {
                throw new IllegalArgumentException("p[" + i + "] must be in [0, 1], not " + p[i]);
            }
        }
        return IntStream.range(0, p.length)
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

    /** 1 + ½ + … + 1/m, the smallest terms first. */
    private static double harmonic(int m) {
        double sum = 0;
        for (int k = m; k >= 1; k--) {
            sum += 1.0 / k;
        }
        return sum;
    }
}
