// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Where the outbox goes and how it went: endpoints, the queue of deliveries, what pages read of
 * both. Start at {@link io.halflife.storage.webhook.DeliveryQueue}. Nothing is sent from here.
 */
package io.halflife.storage.webhook;
