// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each category was seen; of very many categories the most frequent, and the rest
 * together.
 *
 * <p>Law: {@link #merge} is associative and commutative, and merging the parts equals the whole, as
 * long as no part was limited exactly so. {@link #limit} alone loses something: it moves the rarest
 * categories into {@link #rest}. Whatever was limited and merged in whatever order, the total stays
 * exact, and of every category, kept or not, {@code count(c) ≤ true count ≤ count(c) +
 * missedMax()}. When each part is limited to k categories once, {@code missedMax() ≤ total/(k +
 * 1)}: each of the k it kept was at least as frequent as any it moved.
 *
 * <p>Only categories that were seen are kept: a count of zero is as good as no entry. Immutable,
 * safe for use by several threads.
 *
 * <p>Source of the bound's form: Agarwal et al. 2012, doi:10.1145/2213556.2213562 (mergeable
 * summaries).
 */
public final class FrequencyTable implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Nothing was seen. */
    public static final FrequencyTable EMPTY = new FrequencyTable(new TreeMap<>(), 0, 0, 0);

    /** The most frequent first, by name where they are equally frequent. */
    private static final Comparator<Map.Entry<String, Long>> MOST_FREQUENT_FIRST =
            Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey());

    private final TreeMap<String, Long> counts;
    private final long total;
    private final long rest;
    private final long missedMax;

    private FrequencyTable(SortedMap<String, Long> counts, long total, long rest, long missedMax) {
        this.counts = new TreeMap<>(counts);
        this.total = total;
        this.rest = rest;
        this.missedMax = missedMax;
    }

    /**
     * The table of these counts; zeros are dropped.
     *
     * @throws IllegalArgumentException for a negative count
     * @throws ArithmeticException when the total exceeds 2⁶³ − 1
     */
    public static FrequencyTable of(Map<String, Long> counts) {
        return of(counts, 0, 0);
    }

    /**
     * A limited table as it was stored.
     *
     * @param rest rows of categories that are not kept, at least 0
     * @param missedMax how much any count may miss, from 1 to rest; 0 without a rest
     * @throws IllegalArgumentException for anything else
     */
    public static FrequencyTable of(Map<String, Long> counts, long rest, long missedMax) {
        if (rest < 0 || missedMax > rest || missedMax < Math.min(rest, 1)) {
            throw new IllegalArgumentException(
                    "rest must be at least 0 and missedMax in [min(1, rest), rest], not rest "
                            + rest
                            + " and missedMax "
                            + missedMax);
        }
        TreeMap<String, Long> seen = new TreeMap<>();
        long total = rest;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            long count = entry.getValue();
            if (count < 0) {
                throw new IllegalArgumentException(
                        "the count of category '"
                                + entry.getKey()
                                + "' must be at least 0, not "
                                + count);
            }
            if (count > 0) {
                seen.put(entry.getKey(), count);
                total = Math.addExact(total, count);
            }
        }
        return new FrequencyTable(seen, total, rest, missedMax);
    }

    /** Counts of the kept categories, in the order of the names; cannot be changed. */
    public SortedMap<String, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    /** How many rows, of kept categories or not. */
    public long total() {
        return total;
    }

    /** Rows that are in no kept category's count. */
    public long rest() {
        return rest;
    }

    /** How much any category's count may miss of its true one; 0 while nothing was limited. */
    public long missedMax() {
        return missedMax;
    }

    public boolean isEmpty() {
        return total == 0;
    }

    /** How many different categories are kept. */
    public int distinct() {
        return counts.size();
    }

    /** How often this category was seen, less what went into the rest; 0 when never. */
    public long count(String category) {
        return counts.getOrDefault(category, 0L);
    }

    /** How many kept categories were seen exactly once. */
    public long singletons() {
        return counts.values().stream().filter(count -> count == 1).count();
    }

    /**
     * Both tables as one.
     *
     * @throws ArithmeticException when the total exceeds 2⁶³ − 1
     */
    public FrequencyTable merge(FrequencyTable other) {
        TreeMap<String, Long> merged = new TreeMap<>(counts);
        other.counts.forEach((category, count) -> merged.merge(category, count, Math::addExact));
        return new FrequencyTable(
                merged,
                Math.addExact(total, other.total),
                rest + other.rest,
                missedMax + other.missedMax);
    }

    /**
     * The most frequent categories, by name where they are equally frequent; the others go into the
     * rest. A table that has no more stays as it is.
     *
     * @param categories how many are kept, at least 1
     * @throws IllegalArgumentException for fewer
     */
    public FrequencyTable limit(int categories) {
        if (categories < 1) {
            throw new IllegalArgumentException("categories must be at least 1, not " + categories);
        }
        if (counts.size() <= categories) {
            return this;
        }
        List<Map.Entry<String, Long>> sorted =
                counts.entrySet().stream().sorted(MOST_FREQUENT_FIRST).toList();
        TreeMap<String, Long> kept = new TreeMap<>();
        sorted.subList(0, categories).forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        long keptRows = kept.values().stream().mapToLong(Long::longValue).sum();
        long largestMoved = sorted.get(categories).getValue();
        long newRest = total - keptRows;
        return new FrequencyTable(
                kept, total, newRest, Math.min(newRest, missedMax + largestMoved));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FrequencyTable that
                && counts.equals(that.counts)
                && rest == that.rest
                && missedMax == that.missedMax;
    }

    @Override
    public int hashCode() {
        return Objects.hash(counts, rest, missedMax);
    }

    @Override
    public String toString() {
        return total + " rows in " + counts.size() + " categories" + (rest > 0 ? " and more" : "");
    }
}
