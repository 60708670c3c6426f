// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import java.util.Optional;

/**
 * Two samples without ties whose Kolmogorov–Smirnov distance is a wanted one.
 *
 * <p>The order of two pooled samples is a path from (0, 0) to (n, m); with n = g·n', m = g·m' its
 * distance is max|i·m' − j·n'| steps. The path here goes right while that keeps i·m' − j·n' at or
 * below the wanted number of steps, and up otherwise, so it passes every point that lies just that
 * far to the right.
 */
final class LatticePath {

    private final double[] first;
    private final double[] second;

    private LatticePath(int n, int m) {
        first = new double[n];
        second = new double[m];
    }

    /**
     * Samples whose distance is the smallest possible one of at least {@code steps}/lcm(n, m).
     * Empty when every path is at least that far out.
     *
     * @param steps at most lcm(n, m)
     */
    static Optional<LatticePath> reaching(int n, int m, long steps) {
        int divisor = gcd(n, m);
        long right = m / divisor;
        long up = n / divisor;
        // Along a path i·m' − j·n' takes every residue modulo m' + n': a band narrower than that
        // holds no path.
        if (2 * steps - 1 < right + up) {
            return Optional.empty();
        }
        return Optional.of(above(n, m, steps));
    }

    /**
     * Samples of which the first one's function is above the second one's by the smallest possible
     * distance of at least {@code steps}/lcm(n, m).
     *
     * @param steps at most lcm(n, m)
     */
    static LatticePath above(int n, int m, long steps) {
        int divisor = gcd(n, m);
        long right = m / divisor;
        long up = n / divisor;
        // The corner (n, 0) is lcm(n, m) steps out, so the search ends.
        long level = steps;
        while (!attainable(n, m, right, up, level)) {
            level++;
        }
        return along(n, m, right, up, level);
    }

    static long lcm(int n, int m) {
        return (long) n / gcd(n, m) * m;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Whether some i in 0..n and j in 0..m have i·m' − j·n' = level. */
    private static boolean attainable(int n, int m, long right, long up, long level) {
        for (int i = (int) -Math.floorDiv(-level, right); i <= n; i++) {
            long rest = i * right - level;
            if (rest % up == 0) {
                return rest / up <= m;
            }
        }
        return false;
    }

    private static LatticePath along(int n, int m, long right, long up, long level) {
        LatticePath path = new LatticePath(n, m);
        int i = 0;
        int j = 0;
        long height = 0;
        while (i + j < n + m) {
            if (i < n && (j == m || height + right <= level)) {
                path.first[i] = i + j;
                i++;
                height += right;
            } else {
                path.second[j] = i + j;
                j++;
                height -= up;
            }
        }
        return path;
    }

    double[] first() {
        return first;
    }

    double[] second() {
        return second;
    }
}
