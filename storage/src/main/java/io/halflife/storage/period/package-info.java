// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * Muted and excluded periods as people set, change and remove them; every revision stays. Start at
 * {@code Mutes}. What a period does to a verdict is decided in monitor.
 */
package io.halflife.storage.period;
