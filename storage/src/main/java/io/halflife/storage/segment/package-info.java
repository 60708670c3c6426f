// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Segments as they are stored: which values a version's keys have, what the reference says about
 * them, and what runs found. Start at {@link io.halflife.storage.segment.SegmentResults}. The rows
 * themselves are written by {@code report}, in a run's transaction.
 */
package io.halflife.storage.segment;
