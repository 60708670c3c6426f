// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What it costs to keep the versions of a model. Start at {@link
 * io.halflife.statistics.cost.StoragePlan}. Nothing here moves or deletes anything.
 */
package io.halflife.statistics.cost;
