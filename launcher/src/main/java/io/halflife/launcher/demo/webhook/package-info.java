// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * A training pipeline's side of the webhook, as small as it can be: it listens on the loopback
 * interface, checks signatures, takes each message once and answers. Start at {@link
 * io.halflife.launcher.demo.webhook.Receiver}.
 */
package io.halflife.launcher.demo.webhook;
