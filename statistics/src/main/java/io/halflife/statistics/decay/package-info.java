// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Performance as an exponential of age. Start at {@link
 * io.halflife.statistics.decay.ProportionDecay} for counts of right answers and {@link
 * io.halflife.statistics.decay.MeasuredDecay} for other metrics; both give an {@link
 * io.halflife.statistics.decay.ExponentialFit}, or the reason why there is none. Nothing is decided
 * here.
 */
package io.halflife.statistics.decay;
