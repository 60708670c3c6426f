// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How much one key may ask for. Start at {@link io.halflife.http.rate.RateLimiter}; who is asking
 * is not known here beyond a name.
 */
package io.halflife.http.rate;
