// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.comparison.Categories.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Pools rare categories, so that every expected count of a 2×K table is large enough for the
 * chi-square distribution to hold.
 *
 * <p>Categories whose smaller expected count, total·min(n, m)/(n + m), is below 5 are pooled; then
 * the next rarest (by total, then name) until the pool itself has 5. Beyond 1 000 categories the
 * 999 most frequent are kept and the others counted as one before.
 */
record RareCategories(List<Entry> kept, List<String> pooled) {

    static final String POOLED = "__POOLED__";
    static final int CATEGORIES_MAX = 1000;
    private static final double EXPECTED_MIN = 5;

    static RareCategories pool(List<Entry> entries, long n, long m) {
        List<Entry> rest = limit(entries);
        List<Entry> pool = new ArrayList<>();
        double pooledTotal = 0;
        while (!rest.isEmpty()) {
            boolean rare = isRare(rest.get(0).total(), n, m);
            boolean poolIsRare = !pool.isEmpty() && isRare(pooledTotal, n, m);
            if (!rare && !poolIsRare) {
                break;
            }
            Entry next = rest.remove(0);
            pool.add(next);
            pooledTotal += next.total();
        }
        if (!pool.isEmpty()) {
            rest.add(Entry.sum(POOLED, pool));
        }
        return new RareCategories(rest, pool.stream().map(Entry::name).sorted().toList());
    }

    private static boolean isRare(double total, long n, long m) {
        return total * Math.min(n, m) / ((double) n + (double) m) < EXPECTED_MIN;
    }

    /** The rarest first; beyond the limit all but the most frequent are one. */
    private static List<Entry> limit(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Entry.RAREST_FIRST);
        if (sorted.size() > CATEGORIES_MAX) {
            List<Entry> rare = sorted.subList(0, sorted.size() - CATEGORIES_MAX + 1);
            Entry other = Entry.sum(Categories.OTHER, rare);
            rare.clear();
            sorted.add(other);
            sorted.sort(Entry.RAREST_FIRST);
        }
        return sorted;
    }
}
