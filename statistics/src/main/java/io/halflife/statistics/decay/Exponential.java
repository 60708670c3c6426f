// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

/**
 * A·e^(−λs), s the time since the first window.
 *
 * @param height A, above the floor
 * @param rate λ
 */
record Exponential(double height, double rate) {

    double at(double s) {
        return height * Math.exp(-rate * s);
    }
}
