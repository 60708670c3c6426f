// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is kept of profiles to draw them, and the pairs of curves that a page draws: reference and
 * window over the same bins and points. Start at {@link io.halflife.monitor.outline.Outline}.
 * Nothing here tests or judges.
 */
package io.halflife.monitor.outline;
