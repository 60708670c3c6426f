// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

/**
 * Akaike's criterion, corrected for few points (Hurvich &amp; Tsai 1989,
 * doi:10.1093/biomet/76.2.297).
 */
final class Akaike {

    private Akaike() {}

    /** deviance + 2K + 2K(K + 1)/(N − K − 1). */
    static double corrected(double deviance, int parameters, int points) {
        double k = parameters;
        return deviance + 2 * k + 2 * k * (k + 1) / (points - k - 1);
    }
}
