// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How good a version is, how good it is thought to be before its labels come, and how fast it
 * decays. Start at {@link io.halflife.dashboard.performance.PerformancePageReader}.
 */
package io.halflife.dashboard.performance;
