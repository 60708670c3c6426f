// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the drift pages draw: outlines of profiles, and what became of every column over the last
 * windows. Start at {@link io.halflife.storage.outline.DriftHistory}. Every query is bounded and
 * walks an index.
 */
package io.halflife.storage.outline;
