// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.FrequencyTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The counts of two tables side by side, one entry per category that either of them has. */
final class Categories {

    /** A category with both counts. */
    record Entry(String name, long reference, long current) {

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
            return new Entry(name, reference, current);
        }
    }

    private Categories() {}

    /** In the order of the names. */
    static List<Entry> union(FrequencyTable reference, FrequencyTable current) {
        TreeSet<String> names = new TreeSet<>(reference.counts().keySet());
        names.addAll(current.counts().keySet());
        List<Entry> entries = new ArrayList<>(names.size());
        for (String name : names) {
            entries.add(new Entry(name, reference.count(name), current.count(name)));
        }
        return entries;
    }

    /** The names of the entries that are wanted, in order. */
    static List<String> names(List<Entry> entries, Predicate<Entry> wanted) {
        return entries.stream().filter(wanted).map(Entry::name).sorted().toList();
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
