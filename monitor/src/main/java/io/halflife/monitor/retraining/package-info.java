// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * When to ask for retraining, and the request itself. Start at {@link
 * io.halflife.monitor.retraining.RetrainingRequest}. Nothing is sent from here.
 */
package io.halflife.monitor.retraining;
