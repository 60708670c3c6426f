// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Role;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which features of a version are shown one by one: those in alarm and those that drift most, and
 * whoever was among them in the last day, so that series do not come and go. One thread at a time.
 */
final class FeatureChoice {

    static final int FEATURES_MAX = 20;
    static final Duration STAYS = Duration.ofHours(24);

    private static final Comparator<DriftResult> WORST_FIRST =
            Comparator.<DriftResult, Boolean>comparing(r -> r.alarmState() != AlarmState.ALARM)
                    .thenComparing(r -> Double.isNaN(r.effect()) ? 0 : -r.effect())
                    .thenComparing(DriftResult::column);

    private final Map<Key, Instant> chosenAt = new HashMap<>();

    private record Key(VersionScope scope, String feature) {}

    /** Forgets what was not chosen for a day; to be called once per scrape. */
    void age(Instant now) {
        chosenAt.values().removeIf(at -> !at.isAfter(now.minus(STAYS)));
    }

    /** The features to be shown, worst first. */
    List<DriftResult> of(VersionScope scope, List<DriftResult> verdicts, Instant now) {
        List<DriftResult> features =
                verdicts.stream()
                        .filter(r -> r.column().role() == Role.FEATURE)
                        .sorted(WORST_FIRST)
                        .toList();
        features.stream()
                .limit(FEATURES_MAX)
                .forEach(r -> chosenAt.put(new Key(scope, r.column().name()), now));
        return features.stream()
                .filter(r -> chosenAt.containsKey(new Key(scope, r.column().name())))
                .toList();
    }
}
