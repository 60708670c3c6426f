// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

/**
 * A key that was just made.
 *
 * @param text holds the secret, which is nowhere else: shown once
 */
public record NewKey(ApiKey key, KeyText text) {}
