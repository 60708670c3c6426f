// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What to watch about a model and when to act, with every default. Start at {@link
 * io.halflife.monitor.policy.MonitoringPolicy}. JSON is read and written elsewhere.
 */
package io.halflife.monitor.policy;
