// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Names of segments: the rows of a window that share a tag's value or a categorical feature's.
 * Start at {@link io.halflife.monitor.segment.SegmentKey}. Reads no rows and judges nothing.
 */
package io.halflife.monitor.segment;
