// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Experiments on live traffic: how many users they need and when a result may be believed. Start at
 * {@link io.halflife.statistics.experiment.SequentialTest} for two arms and {@link
 * io.halflife.statistics.experiment.Canary} for one release. A result looked at once, at the
 * planned size, is the business of {@link io.halflife.statistics.proportion.TwoProportions} and of
 * {@link io.halflife.statistics.comparison.Welch}; here is what may be looked at any time.
 */
package io.halflife.statistics.experiment;
