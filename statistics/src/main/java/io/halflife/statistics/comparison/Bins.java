// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.Arrays;

/** Cells that a reference of numbers cuts the line into. Counting costs a search per edge. */
final class Bins {

    /** What an edge separates. */
    private enum Kind {
        /** (−∞, e₁], (e₁, e₂], …, (e_k, ∞). */
        CLOSED_ABOVE,
        /** (−∞, e₁), [e₁, e₂), …, [e_k, ∞). */
        CLOSED_BELOW,
        /** {e₁}, {e₂}, …, and everything else. */
        VALUES
    }

    private final Kind kind;
    private final double[] edges;

    private Bins(Kind kind, double[] edges) {
        this.kind = kind;
        this.edges = edges;
    }

    /**
     * STATISTICS §2.2: nearest-rank quantiles x_⌈k·n/bins⌉ of the finite values, repeated ones and
     * one equal to the maximum dropped; up to {@code bins} distinct values have a cell each, if
     * they are exact: those of a compacted reference stand for neighbours. The reference must hold
     * a finite value.
     */
    static Bins nearestRank(EmpiricalDistribution reference, int bins) {
        int first = reference.firstFinite();
        int end = reference.finiteEnd();
        if (end - first <= bins && reference.rankErrorMax() == 0) {
            double[] values = new double[end - first];
            Arrays.setAll(values, i -> reference.value(first + i));
            return new Bins(Kind.VALUES, values);
        }
        long before = first == 0 ? 0 : reference.cumulativeCount(first - 1);
        long n = reference.cumulativeCount(end - 1) - before;
        double[] edges = new double[bins - 1];
        for (int k = 1; k < bins; k++) {
            long rank = n / bins * k + (n % bins * k + bins - 1) / bins;
            edges[k - 1] = reference.atRank(before + rank - 1);
        }
        double maximum = reference.value(end - 1);
        double[] kept = Arrays.stream(edges).distinct().filter(e -> e != maximum).toArray();
        return new Bins(Kind.CLOSED_ABOVE, kept);
    }

    /** The nine inner deciles by linear interpolation, repeated ones dropped. */
    static Bins linearDeciles(EmpiricalDistribution reference) {
        double[] cuts = new double[9];
        Arrays.setAll(cuts, k -> reference.quantile((k + 1) / 10.0).value());
        return new Bins(Kind.CLOSED_BELOW, Arrays.stream(cuts).distinct().toArray());
    }

    boolean holdsSingleValues() {
        return kind == Kind.VALUES;
    }

    double[] edges() {
        return edges.clone();
    }

    CountPairs count(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return new CountPairs(counts(reference), counts(current));
    }

    private long[] counts(EmpiricalDistribution distribution) {
        long[] counts = new long[edges.length + 1];
        long counted = 0;
        for (int i = 0; i < edges.length; i++) {
            counts[i] = countIn(distribution, edges[i], counted);
            counted += counts[i];
        }
        counts[edges.length] = distribution.size() - counted;
        return counts;
    }

    private long countIn(EmpiricalDistribution distribution, double edge, long counted) {
        return switch (kind) {
            case CLOSED_ABOVE -> distribution.countAtMost(edge) - counted;
            case CLOSED_BELOW -> distribution.countBelow(edge) - counted;
            case VALUES -> distribution.countAtMost(edge) - distribution.countBelow(edge);
        };
    }
}
