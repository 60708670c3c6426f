// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * From the tests and labels of some windows to verdicts, alarms, fits and at most one request.
 * Start at {@link io.halflife.monitor.analysis.AlarmTimeline}. Pure: what it needs is handed in.
 */
package io.halflife.monitor.analysis;
