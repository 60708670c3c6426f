// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.fleet.FleetSlice.Counts;
import io.halflife.dashboard.page.StateMark;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Cuts pages out of the whole fleet. Blocking; thread-safe. */
public final class Fleet {

    private final Standings standings;

    public Fleet(Standings standings) {
        this.standings = Objects.requireNonNull(standings, "standings");
    }

    /**
     * A page.
     *
     * @param after where the page before ended; empty on the first
     * @param limit of its items
     */
    public FleetSlice slice(FleetQuestion question, Optional<Place> after, int limit) {
        List<Standing> all = standings.read(question.only());
        List<Standing> taken = all.stream().filter(question::takes).toList();
        List<Standing> rest = rest(taken, question, after);
        List<Standing> items = rest.subList(0, Math.min(limit, rest.size()));
        Optional<Place> next =
                rest.size() <= limit
                        ? Optional.empty()
                        : Optional.of(Place.of(items.get(limit - 1), question));
        return new FleetSlice(
                items, next, counts(taken), groups(taken, items, question), tagNames(all));
    }

    /** What comes after the place, in order. */
    private static List<Standing> rest(
            List<Standing> taken, FleetQuestion question, Optional<Place> after) {
        FleetOrder order = new FleetOrder(question);
        record Placed(Standing standing, Place place) {}
        return taken.stream()
                .filter(s -> question.state().map(mark -> mark == s.mark()).orElse(true))
                .map(s -> new Placed(s, Place.of(s, question)))
                .filter(p -> after.map(place -> order.compare(p.place, place) > 0).orElse(true))
                .sorted(Comparator.comparing(Placed::place, order))
                .map(Placed::standing)
                .toList();
    }

    private static Counts counts(Collection<Standing> standings) {
        Map<StateMark, Long> byMark =
                standings.stream()
                        .collect(Collectors.groupingBy(Standing::mark, Collectors.counting()));
        return new Counts(standings.stream().map(Standing::model).distinct().count(), byMark);
    }

    private static Map<String, Counts> groups(
            List<Standing> taken, List<Standing> items, FleetQuestion question) {
        String tag = question.group();
        if (tag.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Standing>> members =
                taken.stream().collect(Collectors.groupingBy(s -> s.tag(tag)));
        Map<String, Counts> counts = new HashMap<>();
        items.stream()
                .map(s -> s.tag(tag))
                .distinct()
                .forEach(value -> counts.put(value, counts(members.get(value))));
        return counts;
    }

    private static List<String> tagNames(List<Standing> all) {
        TreeSet<String> names = new TreeSet<>();
        all.forEach(standing -> names.addAll(standing.tags().keySet()));
        return List.copyOf(names);
    }
}
