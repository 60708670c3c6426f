// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Experiments on live traffic: how many users they need, who sees what, and when a result may be
 * believed. Start at {@link io.halflife.statistics.experiment.SequentialTest} for two arms and
 * {@link io.halflife.statistics.experiment.Canary} for one release. A result at the planned size
 * only, looked at once, is the business of the comparison of two proportions or of two means; here
 * is what may be looked at any time. Nothing here reads a clock or keeps an experiment.
 */
package io.halflife.statistics.experiment;
