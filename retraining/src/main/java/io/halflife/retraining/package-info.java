// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The outbox on its way out. Start at {@link io.halflife.retraining.RetrainingService}. It calls
 * out and serves nobody but its operator.
 */
package io.halflife.retraining;
