// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Whether many features together moved, which no test of one feature sees: reconstruction by
 * principal components, mean discrepancy of kernels, a classifier that tells the samples apart.
 * Start at {@link io.halflife.statistics.multivariate.Rows}. Too slow for every window; meant for
 * once a night. Nothing here decides what is an alarm.
 */
package io.halflife.statistics.multivariate;
