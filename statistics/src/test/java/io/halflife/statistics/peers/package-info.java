// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Our figures beside those that other projects publish, file by file. What we do not offer is
 * declared with the reason; what is wrong at the peer is shown. Start at {@link
 * io.halflife.statistics.oracle.PeerFile}.
 */
package io.halflife.statistics.peers;
