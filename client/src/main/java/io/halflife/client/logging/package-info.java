// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Logs predictions from serving apps: a bounded queue in memory and one daemon thread that sends.
 * Start at {@link io.halflife.client.logging.PredictionLogger}, then read {@code SendingLoop}.
 * Nothing here may block, throw into the app or grow without bound.
 */
package io.halflife.client.logging;
