// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.page.StateMark;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of the fleet and what it was cut from.
 *
 * @param next where the next page begins; empty on the last
 * @param whole counts of everything that text and tag take, whatever its state
 * @param groups by the values of the tag that groups, for those on the page; empty without
 * @param tagNames of all models that the caller may know of, sorted
 */
public record FleetSlice(
        List<Standing> items,
        Optional<Place> next,
        Counts whole,
        Map<String, Counts> groups,
        List<String> tagNames) {

    public FleetSlice {
        items = List.copyOf(items);
        groups = Map.copyOf(groups);
        tagNames = List.copyOf(tagNames);
    }

    /**
     * How many stand how.
     *
     * @param models each once, however many environments it has
     * @param standings by state
     */
    public record Counts(long models, Map<StateMark, Long> standings) {

        public Counts {
            standings = Map.copyOf(standings);
        }

        public long of(StateMark mark) {
            return standings.getOrDefault(mark, 0L);
        }

        public long all() {
            return standings.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
