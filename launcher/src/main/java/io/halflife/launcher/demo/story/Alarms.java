// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.story;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts on one column, window by window.
 *
 * @param verdicts in the order of time
 */
record Alarms(List<DriftResult> verdicts) {

    Alarms {
        verdicts = List.copyOf(verdicts);
    }

    static Alarms ofFeature(Findings findings, String name) {
        return new Alarms(
                findings.verdicts().stream()
                        .filter(verdict -> verdict.column().role() == Role.FEATURE)
                        .filter(verdict -> verdict.column().name().equals(name))
                        .toList());
    }

    /** The first window that was in alarm. */
    Optional<DriftResult> first() {
        return verdicts.stream().filter(Alarms::isAlarm).findFirst();
    }

    /** The window at which the alarm began that lasts until now; empty when there is none now. */
    Optional<DriftResult> since() {
        List<DriftResult> lasting = new ArrayList<>();
        for (DriftResult verdict : verdicts) {
            if (isAlarm(verdict)) {
                lasting.add(verdict);
            } else {
                lasting.clear();
            }
        }
        return lasting.stream().findFirst();
    }

    /** The newest window. */
    Optional<DriftResult> newest() {
        return verdicts.isEmpty()
                ? Optional.empty()
                : Optional.of(verdicts.get(verdicts.size() - 1));
    }

    private static boolean isAlarm(DriftResult verdict) {
        return verdict.alarmState() == AlarmState.ALARM;
    }
}
