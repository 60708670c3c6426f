// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

/**
 * Linear equations with a symmetric positive definite matrix, A = LLᵀ. Stable without pivoting
 * (Higham 2002, doi:10.1137/1.9780898718027, ch. 10).
 */
final class Cholesky {

    private Cholesky() {}

    /**
     * The x with Ax = b; null when A is not positive definite.
     *
     * @param a its lower triangle, overwritten by L
     */
    static double[] solve(double[][] a, double[] b) {
        if (!decompose(a)) {
            return null;
        }
        int n = b.length;
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            x[i] = (x[i] - dot(a[i], x, i)) / a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum -= a[k][i] * x[k];
            }
            x[i] = sum / a[i][i];
        }
        return x;
    }

    private static boolean decompose(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                a[i][j] = (a[i][j] - dot(a[i], a[j], j)) / a[j][j];
            }
            double square = a[i][i] - dot(a[i], a[i], i);
            if (!(square > 0)) {
                return false;
            }
            a[i][i] = Math.sqrt(square);
        }
        return true;
    }

    private static double dot(double[] x, double[] y, int n) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }
}
