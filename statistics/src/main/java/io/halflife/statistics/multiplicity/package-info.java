// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Many tests at once. Start at {@link io.halflife.statistics.multiplicity.FalseDiscovery}. What
 * belongs to one family is decided elsewhere.
 */
package io.halflife.statistics.multiplicity;
