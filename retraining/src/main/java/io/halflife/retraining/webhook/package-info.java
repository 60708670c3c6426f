// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Standard Webhooks: how a message is signed. Start at {@link
 * io.halflife.retraining.webhook.WebhookSignature}. Nothing is sent from here.
 */
package io.halflife.retraining.webhook;
