// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Shares: k of n, and two of them compared. Start at {@link
 * io.halflife.statistics.proportion.Wilson} for the interval of one and {@link
 * io.halflife.statistics.proportion.TwoProportions} for two. Figures and intervals only; what is
 * too many is decided elsewhere.
 */
package io.halflife.statistics.proportion;
