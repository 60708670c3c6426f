// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Sends what the launcher plays to the collector, over the loopback interface and in batches. Start
 * at {@link io.halflife.launcher.sending.Sending}.
 */
package io.halflife.launcher.sending;
