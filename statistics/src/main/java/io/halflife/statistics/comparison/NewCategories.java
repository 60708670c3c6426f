// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.FrequencyTable;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Whether more unseen categories turn up than the reference lets expect.
 *
 * <p>Good and Turing estimate the share of rows with categories not yet seen as p₀ = max(f₁, 1)/N,
 * f₁ the categories that the reference of N rows has exactly once. With k such rows among n: p =
 * P(Bin(n, p₀) ≥ k) = I_p₀(k, n − k + 1); null hypothesis: new categories come at rate p₀; large k
 * is extreme. k = 0 gives p = 1. A side without rows: NaN.
 *
 * <p>Source: Good 1953, doi:10.1093/biomet/40.3-4.237.
 */
public final class NewCategories {

    /** At most this many new categories are listed. */
    public static final int LISTED_MAX = 100;

    private NewCategories() {}

    /**
     * What the comparison gives.
     *
     * @param expectedShare p₀
     * @param rows k, rows with a category that the reference does not have
     * @param share k/n
     * @param p chance of at least k
     * @param distinct how many new categories
     * @param categories the new categories, the most frequent first, at most {@link #LISTED_MAX}
     */
    public record Result(
            double expectedShare,
            long rows,
            double share,
            double p,
            int distinct,
            List<String> categories)
            implements Serializable {

        public Result {
            categories = List.copyOf(categories);
        }
    }

    /** Looks for categories of the current rows that the reference does not have. */
    public static Result compare(FrequencyTable reference, FrequencyTable current) {
        List<Map.Entry<String, Long>> unseen =
                current.counts().entrySet().stream()
                        .filter(entry -> reference.count(entry.getKey()) == 0)
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .toList();
        long rows = unseen.stream().mapToLong(Map.Entry::getValue).sum();
        long n = current.total();
        double expected = expectedShare(reference.total(), reference.singletons());
        return new Result(
                expected,
                rows,
                n == 0 ? Double.NaN : (double) rows / n,
                p(rows, n, expected),
                unseen.size(),
                unseen.stream().limit(LISTED_MAX).map(Map.Entry::getKey).toList());
    }

    /** p₀ = max(f₁, 1)/N; NaN for N = 0. */
    static double expectedShare(long referenceRows, long singletons) {
        return referenceRows == 0 ? Double.NaN : Math.max(singletons, 1) / (double) referenceRows;
    }

    /** P(Bin(n, p₀) ≥ k). */
    static double p(long k, long n, double expectedShare) {
        if (n == 0 || Double.isNaN(expectedShare)) {
            return Double.NaN;
        }
        return k == 0 ? 1 : RegularizedBeta.value(expectedShare, (double) k, n - k + 1.0);
    }
}
