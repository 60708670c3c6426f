// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * Muted and excluded periods by API: people set, change and remove them. Start at {@code
 * MuteDoors}. What becomes of windows in them is decided by the analyzer's next run.
 */
package io.halflife.dashboard.mute;
