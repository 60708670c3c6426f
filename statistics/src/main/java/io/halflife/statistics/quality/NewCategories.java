// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Whether more unseen categories turn up than the reference lets expect.
 *
 * <p>Good and Turing estimate the share of rows with categories not yet seen as p₀ = max(f₁, 1)/N,
 * f₁ the categories that the reference of N rows has exactly once. With k such rows among n: p =
 * P(Bin(n, p₀) ≥ k) = I_p₀(k, n − k + 1); null hypothesis: new categories come at most at rate p₀;
 * large k is extreme. Flagged when k &gt; 0 and p &lt; 0.001. k = 0 gives p = 1; p₀ = 1 (every row
 * of the reference is a category of its own) gives p = 1.
 *
 * <p>A reference that was limited does not know its rare categories: its rest counts as unseen on
 * both sides, p₀ = (max(f₁, 1) + 2·rest)/N, one rest for what is known to lie outside the kept
 * categories and one for those among it that were seen once. That is too high rather than too low,
 * so that limiting never makes a category look new by chance; the list may then hold categories
 * that the reference had. Rows in the rest of the current table are not counted as new.
 *
 * <p>A side without rows: p undefined, INSUFFICIENT_DATA. Error: that of the library's incomplete
 * beta function, about 10⁻¹³ relative; p₀ itself has a standard error of about √f₁/N.
 *
 * <p>Source: Good 1953, doi:10.1093/biomet/40.3-4.237.
 */
public final class NewCategories {

    /** At most this many new categories are listed. */
    public static final int LISTED_MAX = 100;

    /** Flagged below this p. */
    public static final double P_LEVEL = 0.001;

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
            Figure expectedShare,
            long rows,
            Figure share,
            Figure p,
            int distinct,
            List<String> categories)
            implements Serializable {

        public Result {
            categories = List.copyOf(categories);
        }

        /** Whether more turned up than chance explains. */
        public Finding finding() {
            return p.isDefined()
                    ? Finding.of(rows > 0 && p.isBelow(P_LEVEL))
                    : Finding.INCONCLUSIVE;
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
        return result(
                reference.total(),
                Math.max(reference.singletons(), 1) + 2.0 * reference.rest(),
                rows,
                current.total(),
                unseen.size(),
                unseen.stream().limit(LISTED_MAX).map(Map.Entry::getKey).toList());
    }

    /**
     * The same from counts alone, without a list.
     *
     * @param referenceRows N
     * @param singletons f₁, 0 to N
     * @param rows k, 0 to n
     * @param currentRows n
     * @throws IllegalArgumentException for anything else
     */
    public static Result ofCounts(
            long referenceRows, long singletons, long rows, long currentRows) {
        check("singletons", singletons, "referenceRows", referenceRows);
        check("rows", rows, "currentRows", currentRows);
        double unseen = Math.max(singletons, 1);
        return result(referenceRows, unseen, rows, currentRows, 0, List.of());
    }

    private static void check(String name, long part, String wholeName, long whole) {
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException(
                    name + " must be in [0, " + wholeName + " = " + whole + "], not " + part);
        }
    }

    private static Result result(
            long referenceRows,
            double unseenRows,
            long rows,
            long n,
            int distinct,
            List<String> categories) {
        Figure expected =
                referenceRows == 0
                        ? Figure.undefined(Status.INSUFFICIENT_DATA)
                        : Figure.of(Math.min(1, unseenRows / referenceRows));
        Figure share =
                n == 0 ? Figure.undefined(Status.INSUFFICIENT_DATA) : Figure.of(rows / (double) n);
        Figure p = n == 0 ? share : expected.map(rate -> tail(rows, n, rate));
        return new Result(expected, rows, share, p, distinct, categories);
    }

    /** P(Bin(n, rate) ≥ k). */
    private static double tail(long k, long n, double rate) {
        return k == 0 ? 1 : RegularizedBeta.value(rate, (double) k, n - k + 1.0);
    }
}
