// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Segments on pages: the table of a window's segments on the drift page, and one column in them on
 * its own. Start at {@link io.halflife.dashboard.segment.SegmentTableReader}.
 */
package io.halflife.dashboard.segment;
