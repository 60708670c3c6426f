// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What every sender of this module does alike on the wire: which answers are tried again, after how
 * long, and how a body is compressed. Internal: no promise is made to users. Knows nothing of
 * items.
 */
package io.halflife.client.wire;
