// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.FrequencyTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The counts of two tables side by side, one entry per category that either of them has.
 *
 * <p>A table that was limited does not know how often it saw a category that it does not keep. Such
 * a category counts as {@link #OTHER} on both sides, together with the rests: so both sides divide
 * the rows alike, and a category never looks vanished because it was too rare to be kept.
 */
final class Categories {

    static final String OTHER = "__OTHER__";

    /**
     * A category with both counts.
     *
     * @param single false of several together, whose name says nothing: users' categories may be
     *     called the same
     */
    record Entry(String name, long reference, long current, boolean single) {

        /** The rarest first, by name where they are equally rare. */
        static final Comparator<Entry> RAREST_FIRST =
                Comparator.comparingDouble(Entry::total).thenComparing(Entry::name);

        double total() {
            return (double) reference + (double) current;
        }

        static Entry sum(String name, Collection<Entry> entries) {
            long reference = 0;
            long current = 0;
            for (Entry entry : entries) {
                reference += entry.reference;
                current += entry.current;
            }
            return new Entry(name, reference, current, false);
        }
    }

    private Categories() {}

    /** In the order of the names; what cannot be told apart last. */
    static List<Entry> union(FrequencyTable reference, FrequencyTable current) {
        TreeSet<String> names = new TreeSet<>(reference.counts().keySet());
        names.addAll(current.counts().keySet());
        List<Entry> entries = new ArrayList<>(names.size());
        List<Entry> other = new ArrayList<>();
        for (String name : names) {
            Entry entry = new Entry(name, reference.count(name), current.count(name), true);
            boolean maybeInReference = entry.reference() == 0 && reference.rest() > 0;
            boolean maybeInCurrent = entry.current() == 0 && current.rest() > 0;
            (maybeInReference || maybeInCurrent ? other : entries).add(entry);
        }
        other.add(new Entry(OTHER, reference.rest(), current.rest(), false));
        Entry together = Entry.sum(OTHER, other);
        if (together.total() > 0) {
            entries.add(together);
        }
        return entries;
    }

    /** The names of the single categories that are wanted, in order. */
    static List<String> names(List<Entry> entries, Predicate<Entry> wanted) {
        return entries.stream().filter(wanted).filter(Entry::single).map(Entry::name).toList();
    }

    static CountPairs pairs(List<Entry> entries) {
        return new CountPairs(
                entries.stream().mapToLong(Entry::reference).toArray(),
                entries.stream().mapToLong(Entry::current).toArray());
    }

    static CountPairs pairs(FrequencyTable reference, FrequencyTable current) {
        return pairs(union(reference, current));
    }
}
