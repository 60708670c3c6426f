// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Which URLs of users may be called: {@link io.halflife.http.outbound.OutboundAddresses}. Whoever
 * calls connects to the address that was checked and to no other.
 */
package io.halflife.http.outbound;
