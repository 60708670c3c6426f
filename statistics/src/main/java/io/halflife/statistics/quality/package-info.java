// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Whether the data themselves are sound: missing, out of range, unseen, too few, too many. Start at
 * {@link io.halflife.statistics.quality.Finding}. Figures and plain findings with the levels of
 * each check; corrections for many checks at once are made elsewhere.
 */
package io.halflife.statistics.quality;
