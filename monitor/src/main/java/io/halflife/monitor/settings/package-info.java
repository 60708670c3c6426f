// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Settings from environment variables. Start at {@link
 * io.halflife.monitor.settings.SettingsReader}. What to watch is not a setting but a policy.
 */
package io.halflife.monitor.settings;
