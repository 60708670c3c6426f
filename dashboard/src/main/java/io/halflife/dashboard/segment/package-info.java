// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The table of a window's segments, on the drift page. Start at {@link
 * io.halflife.dashboard.segment.SegmentTableReader}.
 */
package io.halflife.dashboard.segment;
