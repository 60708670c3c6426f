// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Promises about a service and what is left of them: availability, error budgets, burn rates,
 * latency shares. Start at {@link io.halflife.statistics.slo.Objective}; counts merge, percentiles
 * are never averaged. Percentiles of samples are the business of the distributions; nothing here
 * reads a clock or sends an alarm.
 */
package io.halflife.statistics.slo;
