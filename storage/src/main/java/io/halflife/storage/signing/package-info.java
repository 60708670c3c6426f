// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * The bytes of a webhook message and their signature (Standard Webhooks 1.0.0): the same for the
 * service that sends them and for the trial that only shows them. Start at {@code MessageBody}.
 */
package io.halflife.storage.signing;
