// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The life of retraining requests, as append-only events. Start at {@link
 * io.halflife.storage.retraining.OpenRequests}. When to ask is decided in {@code monitor}.
 */
package io.halflife.storage.retraining;
