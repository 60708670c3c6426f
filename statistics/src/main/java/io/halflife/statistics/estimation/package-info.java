// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How well a model probably does, from its probabilities alone, before any label is known. Start at
 * {@link io.halflife.statistics.estimation.EstimatedPerformance}. An estimate may warn; nothing
 * here decides, and none of it can see concept drift.
 */
package io.halflife.statistics.estimation;
