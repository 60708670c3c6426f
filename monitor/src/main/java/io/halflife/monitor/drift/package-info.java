// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Comparisons of two profiles, and the policy that turns them into verdicts and alarms. Start at
 * {@link io.halflife.monitor.drift.DriftResult}. No data is read here.
 */
package io.halflife.monitor.drift;
