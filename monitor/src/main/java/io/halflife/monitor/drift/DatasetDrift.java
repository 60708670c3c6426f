// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.policy.DriftSettings;
import java.util.Map;

/**
 * Drift of the model as a whole: at least 30 % of its features are in alarm, or one that the policy
 * calls critical is. Prediction, probability and label do not count.
 *
 * @param features features that have a state
 * @param alarms features in ALARM
 * @param critical critical features in ALARM
 */
public record DatasetDrift(int features, int alarms, int critical) {

    /** The share of features in alarm at which the model as a whole has drifted. */
    public static final double SHARE_MIN = 0.3;

    public static DatasetDrift of(Map<Column, AlarmState> states, DriftSettings settings) {
        int features = 0;
        int alarms = 0;
        int critical = 0;
        for (Map.Entry<Column, AlarmState> entry : states.entrySet()) {
            if (entry.getKey().role() != Role.FEATURE) {
                continue;
            }
            boolean alarm = entry.getValue() == AlarmState.ALARM;
            features++;
            alarms += alarm ? 1 : 0;
            critical +=
                    alarm && settings.criticalFeatures().contains(entry.getKey().name()) ? 1 : 0;
        }
        return new DatasetDrift(features, alarms, critical);
    }

    public boolean isDrift() {
        return critical > 0 || (features > 0 && alarms / (double) features >= SHARE_MIN);
    }
}
