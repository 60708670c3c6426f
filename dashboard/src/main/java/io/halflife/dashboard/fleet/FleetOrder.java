// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import java.util.Comparator;

/**
 * The order of a question: by group, then by what is sorted by, then by name and environment, so
 * that no two places are the same. What has no figure comes last in both directions, and so do
 * models without the tag that groups.
 */
final class FleetOrder implements Comparator<Place> {

    private static final Comparator<String> NAMES =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    private final Comparator<Place> order;

    FleetOrder(FleetQuestion question) {
        Comparator<Place> key =
                question.largestFirst()
                        ? Comparator.comparingDouble(place -> -place.key())
                        : Comparator.comparingDouble(Place::key);
        boolean backwards = question.sort() == FleetSort.MODEL && question.largestFirst();
        this.order =
                Comparator.comparing((Place place) -> place.group().isEmpty())
                        .thenComparing(Place::group, NAMES)
                        .thenComparing(key)
                        .thenComparing(Place::model, backwards ? NAMES.reversed() : NAMES)
                        .thenComparing(Place::environment, NAMES);
    }

    @Override
    public int compare(Place a, Place b) {
        return order.compare(a, b);
    }
}
