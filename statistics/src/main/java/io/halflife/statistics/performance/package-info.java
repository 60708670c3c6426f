// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How well predictions met the truth, with intervals where they are honest: confusion, ranking,
 * probability scores, regression errors. Start at {@link
 * io.halflife.statistics.performance.OneVersusRest} for two classes, at {@link
 * io.halflife.statistics.performance.ConfusionTable} for more; what accumulates also merges.
 * Nothing here knows windows or models.
 */
package io.halflife.statistics.performance;
