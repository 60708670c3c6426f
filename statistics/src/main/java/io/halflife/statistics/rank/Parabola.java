// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

/** The parabola of least squares through points, by orthogonal polynomials. */
record Parabola(double centre, double c0, double c1, double c2, double slope, double constant) {

    /** At least three different x. The arrays are not kept. */
    static Parabola fitted(double[] x, double[] y) {
        int n = x.length;
        double centre = 0;
        for (double each : x) {
            centre += each / n;
        }
        double squares = 0;
        double cubes = 0;
        for (double each : x) {
            double u = each - centre;
            squares += u * u;
            cubes += u * u * u;
        }
        // 1, u and u² − slope·u − constant are orthogonal over the points.
        double slope = cubes / squares;
        double constant = squares / n;
        double c0 = 0;
        double c1 = 0;
        double c2 = 0;
        double norm = 0;
        for (int i = 0; i < n; i++) {
            double u = x[i] - centre;
            double v = u * u - slope * u - constant;
            c0 += y[i] / n;
            c1 += y[i] * u / squares;
            c2 += y[i] * v;
            norm += v * v;
        }
        return new Parabola(centre, c0, c1, c2 / norm, slope, constant);
    }

    double at(double x) {
        double u = x - centre;
        return c0 + c1 * u + c2 * (u * u - slope * u - constant);
    }
}
