// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each category was seen.
 *
 * <p>Law: merging two halves equals the whole. Only categories that were seen are kept: a count of
 * zero is as good as no entry. Immutable, safe for use by several threads.
 */
public final class FrequencyTable implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Nothing was seen. */
    public static final FrequencyTable EMPTY = new FrequencyTable(new TreeMap<>(), 0);

    private final TreeMap<String, Long> counts;
    private final long total;

    private FrequencyTable(SortedMap<String, Long> counts, long total) {
        this.counts = new TreeMap<>(counts);
        this.total = total;
    }

    /** The table of these counts; zeros are dropped, negative counts refused. */
    public static FrequencyTable of(Map<String, Long> counts) {
        TreeMap<String, Long> seen = new TreeMap<>();
        long total = 0;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            long count = entry.getValue();
            if (count < 0) {
                throw new IllegalArgumentException(
                        "negative count of category '" + entry.getKey() + "': " + count);
            }
            if (count > 0) {
                seen.put(entry.getKey(), count);
                total = Math.addExact(total, count);
            }
        }
        return new FrequencyTable(seen, total);
    }

    /** Counts by category, in the order of the names; cannot be changed. */
    public SortedMap<String, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    /** How many rows. */
    public long total() {
        return total;
    }

    public boolean isEmpty() {
        return total == 0;
    }

    /** How many different categories. */
    public int distinct() {
        return counts.size();
    }

    /** How often this category was seen; 0 when never. */
    public long count(String category) {
        return counts.getOrDefault(category, 0L);
    }

    /** How many categories were seen exactly once. */
    public long singletons() {
        return counts.values().stream().filter(count -> count == 1).count();
    }

    /** Both tables as one. */
    public FrequencyTable merge(FrequencyTable other) {
        TreeMap<String, Long> merged = new TreeMap<>(counts);
        other.counts.forEach((category, count) -> merged.merge(category, count, Math::addExact));
        return new FrequencyTable(merged, Math.addExact(total, other.total));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FrequencyTable that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return total + " rows in " + counts.size() + " categories";
    }
}
