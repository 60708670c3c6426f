// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The read API: which page of which results answers a question. Start at {@link
 * io.halflife.dashboard.read.ReadApi}. Blocking, so never called on an event loop; no HTTP here.
 */
package io.halflife.dashboard.read;
