// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

/**
 * How the sum of squared heights is distributed over all lattice paths from (0, 0) to (n, m), which
 * is the exact distribution of the Cramér–von Mises statistic: with L = lcm(n, m), n' = L/n and m'
 * = L/m the height at (i, j) is i·n' − j·m', and the sum over a path is T·L²·N²/(n·m).
 *
 * <p>Counts are whole numbers below 2⁵³ for up to 20 values a side, so the tail is exact up to one
 * division. Of the sums at a point only those are followed that the rest of the path decides on:
 * what reaches the wanted sum anyway is counted at once, what cannot is dropped.
 */
final class SquaredHeights {

    /** Paths by their sum, {@code counts[s]} of those with the sum {@code from + s}. */
    private static final class Sums {

        private static final Sums NONE = new Sums(0, new double[0]);

        private final long from;
        private final double[] counts;

        Sums(long from, double[] counts) {
            this.from = from;
            this.counts = counts;
        }

        long end() {
            return from + counts.length;
        }
    }

    private final int n;
    private final int m;
    private final long right;
    private final long up;

    /** Over the rest of the path from (i, j): how many ways, smallest and largest sum. */
    private final double[][] ways;

    private final long[][] least;
    private final long[][] most;

    SquaredHeights(int n, int m) {
        this.n = n;
        this.m = m;
        long lcm = (long) n / gcd(n, m) * m;
        this.right = lcm / n;
        this.up = lcm / m;
        this.ways = new double[n + 1][m + 1];
        this.least = new long[n + 1][m + 1];
        this.most = new long[n + 1][m + 1];
        for (int i = n; i >= 0; i--) {
            for (int j = m; j >= 0; j--) {
                rest(i, j);
            }
        }
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private void rest(int i, int j) {
        if (i == n && j == m) {
            ways[i][j] = 1;
            return;
        }
        least[i][j] = Long.MAX_VALUE;
        if (i < n) {
            follow(i, j, i + 1, j);
        }
        if (j < m) {
            follow(i, j, i, j + 1);
        }
    }

    private void follow(int i, int j, int nextI, int nextJ) {
        long square = square(nextI, nextJ);
        ways[i][j] += ways[nextI][nextJ];
        least[i][j] = Math.min(least[i][j], square + least[nextI][nextJ]);
        most[i][j] = Math.max(most[i][j], square + most[nextI][nextJ]);
    }

    private long square(int i, int j) {
        long height = i * right - j * up;
        return height * height;
    }

    /**
     * P(T ≥ t), at least that of the largest T: ties can raise a statistic above all that untied
     * values reach.
     */
    double reaching(double t) {
        double lcm = (double) right * n;
        double pooled = (double) n + m;
        // A whole number where nothing is tied, up to rounding; else the next one below.
        double sum = t * lcm * lcm * pooled * pooled / n / m;
        long wanted = (long) Math.floor(sum * (1 + 1e-12) + 1e-9);
        return reaching(Math.min(wanted, most[0][0]));
    }

    private double reaching(long wanted) {
        double reached = 0;
        Sums[] row = new Sums[m + 1];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= m; j++) {
                Sums left = i == 0 ? Sums.NONE : row[j];
                Sums below = j == 0 ? Sums.NONE : row[j - 1];
                Sums here = i + j == 0 ? new Sums(0, new double[] {1}) : joined(left, below);
                long square = square(i, j);
                long certain = wanted - least[i][j] - square;
                reached += countFrom(here, certain) * ways[i][j];
                row[j] = between(here, wanted - most[i][j] - square, certain, square);
            }
        }
        return reached / ways[0][0];
    }

    private static Sums joined(Sums left, Sums below) {
        if (left.counts.length == 0 || below.counts.length == 0) {
            return left.counts.length == 0 ? below : left;
        }
        long from = Math.min(left.from, below.from);
        double[] counts = new double[Math.toIntExact(Math.max(left.end(), below.end()) - from)];
        System.arraycopy(left.counts, 0, counts, (int) (left.from - from), left.counts.length);
        int shift = (int) (below.from - from);
        for (int s = 0; s < below.counts.length; s++) {
            counts[shift + s] += below.counts[s];
        }
        return new Sums(from, counts);
    }

    private static double countFrom(Sums sums, long start) {
        double paths = 0;
        for (long sum = Math.max(start, sums.from); sum < sums.end(); sum++) {
            paths += sums.counts[(int) (sum - sums.from)];
        }
        return paths;
    }

    /** The sums in [low, high), each larger by the square. */
    private static Sums between(Sums sums, long low, long high, long square) {
        long from = Math.max(low, sums.from);
        long end = Math.min(high, sums.end());
        if (end <= from) {
            return Sums.NONE;
        }
        double[] counts = new double[(int) (end - from)];
        System.arraycopy(sums.counts, (int) (from - sums.from), counts, 0, counts.length);
        return new Sums(from + square, counts);
    }
}
