// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What came in besides predictions and labels: metrics that the caller computed, features that no
 * signature knows, items that were refused. Start at {@link
 * io.halflife.storage.intake.MetricValues}. What was judged from predictions is in {@code results}.
 */
package io.halflife.storage.intake;
