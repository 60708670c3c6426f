// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Tests that look at the order of values alone: nothing is subtracted, so infinities are ordinary
 * values and any increasing change of the unit leaves the result as it is. Start at {@link
 * io.halflife.statistics.rank.MannWhitney}. Distances of distributions are in {@code comparison}.
 */
package io.halflife.statistics.rank;
