// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

/** What a column's verdicts over the last windows amount to. */
public enum AlarmState {
    /** No drift in the last windows. */
    CLEAR,
    /** Some drift, too little for an alarm. */
    WATCH,
    /** Drift in at least k of the last m evaluable windows, and not yet clean again. */
    ALARM
}
