// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Event time cut into windows: calendar, fixed durations, or counts of rows. Start at {@link
 * io.halflife.monitor.window.WindowSpec}. No clock is read here.
 */
package io.halflife.monitor.window;
