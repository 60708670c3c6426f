// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The keys with which programs come in: their written form, what the database keeps of them, and a
 * cache that answers while the database does not. Start at {@link io.halflife.storage.key.KeyRing}.
 * HTTP is not known here.
 */
package io.halflife.storage.key;
