// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.storage.results.CurrentVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which versions are shown: of a model in an environment the one analysed last, as on the pages,
 * and beside it the one with the newest window as long as that window is new, so that a change of
 * version overlaps. Runs judge every version for ever; samples of all would only grow.
 */
final class LiveVersions {

    /** A version is shown so long after its last window, besides the length of that window. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private static final Comparator<CurrentVersion> BY_WINDOW =
            Comparator.comparing(v -> v.window().map(w -> w.end()).orElse(Instant.MIN));

    private LiveVersions() {}

    private record Place(int modelId, String environment) {}

    /**
     * Chooses.
     *
     * @param all those of a model and environment with the newest run first
     */
    static List<CurrentVersion> of(List<CurrentVersion> all) {
        Map<Place, List<CurrentVersion>> places = new LinkedHashMap<>();
        for (CurrentVersion version : all) {
            Place place = new Place(version.identity().modelId(), version.scope().environment());
            places.computeIfAbsent(place, p -> new ArrayList<>()).add(version);
        }
        List<CurrentVersion> chosen = new ArrayList<>();
        places.values().forEach(versions -> chosen.addAll(atPlace(versions)));
        return chosen;
    }

    private static List<CurrentVersion> atPlace(List<CurrentVersion> versions) {
        CurrentVersion last = versions.get(0);
        List<CurrentVersion> chosen = new ArrayList<>(List.of(last));
        versions.stream()
                .skip(1)
                .max(BY_WINDOW)
                .filter(other -> isNew(other, last.run().asOf()))
                .ifPresent(chosen::add);
        return chosen;
    }

    private static boolean isNew(CurrentVersion version, Instant asOf) {
        return version.window()
                .map(w -> w.end().plus(Duration.between(w.start(), w.end())).plus(OVERLAP))
                .map(until -> until.isAfter(asOf))
                .orElse(false);
    }
}
