// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

/** Whether an exponential describes the windows at all, whatever its parameters. */
public enum FitQuality {
    /** The windows scatter about the curve as much as their labels explain, or a few times it. */
    GOOD,
    /**
     * They scatter far more (dispersion above {@value ExponentialFit#DISPERSION_POOR}): a step, a
     * late onset or a season.
     */
    POOR,
    /** Not fitted, or weighted by something that does not say how much scatter to expect. */
    UNKNOWN
}
