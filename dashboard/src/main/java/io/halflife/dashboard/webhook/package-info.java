// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What people do about calls to retrain: endpoints, their deliveries, requests by hand. Start at
 * {@link io.halflife.dashboard.webhook.WebhookDoors}. Nothing is sent from here: a wish is written
 * down and the service retraining obeys it.
 */
package io.halflife.dashboard.webhook;
