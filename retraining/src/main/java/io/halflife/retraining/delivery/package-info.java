// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Messages to their endpoints. Start at {@link io.halflife.retraining.delivery.Dispatcher}; what
 * waits and what was tried is in {@code storage.webhook}.
 */
package io.halflife.retraining.delivery;
