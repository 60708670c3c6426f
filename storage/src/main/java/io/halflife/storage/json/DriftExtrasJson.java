// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.statistics.calibration.Season;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** With what a window is compared: the season of its reference, and references beside it. */
final class DriftExtrasJson {

    private static final String AUTO = "auto";
    private static final int BESIDE_MAX = 4;
    private static final Duration TRAILING_MAX = Duration.ofDays(366);

    private static final String[] SEASONS = {AUTO, "pooled", "same_hour", "same_hour_of_week"};

    private DriftExtrasJson() {}

    /** Null: chosen for each reference. */
    static Season season(JsonFields fields) {
        return fields.choice("season", SEASONS, name -> name)
                .filter(name -> !name.equals(AUTO))
                .map(name -> Season.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(DriftSettings.DEFAULTS.season());
    }

    static String season(Season seasonOrNull) {
        return seasonOrNull == null ? AUTO : seasonOrNull.jsonName();
    }

    static List<MovingReference> beside(JsonFields fields) {
        List<String> names = fields.texts("beside").orElse(List.of());
        List<MovingReference> beside = new ArrayList<>();
        for (String name : names) {
            Optional<MovingReference> moving = moving(name);
            if (moving.isEmpty()) {
                fields.refuse(
                        "beside",
                        "invalid_enum",
                        name + " is neither previous nor trailing:P7D (above 0, at most 366 days)");
            } else if (beside.contains(moving.get())) {
                fields.refuse("beside", "invalid_enum", name + " is there twice");
            } else {
                beside.add(moving.get());
            }
        }
        if (beside.size() > BESIDE_MAX) {
            fields.refuse("beside", "out_of_range", "at most " + BESIDE_MAX);
        }
        return beside;
    }

    private static Optional<MovingReference> moving(String name) {
        if (name.equals(MovingReference.PREVIOUS.name())) {
            return Optional.of(MovingReference.PREVIOUS);
        }
        return name.startsWith(MovingReference.TRAILING)
                ? IsoDuration.parse(name.substring(MovingReference.TRAILING.length()))
                        .filter(length -> !length.isNegative() && !length.isZero())
                        .filter(length -> length.compareTo(TRAILING_MAX) <= 0)
                        .map(MovingReference::trailing)
                : Optional.empty();
    }
}
