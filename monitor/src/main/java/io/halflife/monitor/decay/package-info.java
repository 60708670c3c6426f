// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Performance as a function of age. Start at {@link io.halflife.monitor.decay.DecayFit}; the
 * arithmetic is in {@code statistics}.
 */
package io.halflife.monitor.decay;
