// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.outline;

import java.util.List;
import java.util.Objects;

/**
 * The shares of reference and window in the same bins.
 *
 * <p>Of each side the shares of {@code below}, the bars and {@code above} add up to 1, or to 0 when
 * the side has no values.
 *
 * @param kind what a bar stands for
 * @param bars numeric ones ascending and without gaps; categories with the more frequent first
 * @param below what lies below the first bar; of categories empty
 * @param above what lies above the last bar; of categories those without a bar of their own
 * @param rankErrorMax how far a share at or below an edge may be off, of either side
 */
public record HistogramPair(
        Kind kind, List<Bar> bars, Rest below, Rest above, double rankErrorMax) {

    /** What a bar stands for. */
    public enum Kind {
        /** Values in (low, high], the first bin with its low edge. */
        BINS,
        /** One number each. */
        VALUES,
        /** One name each. */
        CATEGORIES
    }

    /**
     * A bar of both sides.
     *
     * @param label the number or name; the empty string for a bin
     * @param low the edges of a bin, else NaN
     */
    public record Bar(String label, double low, double high, double reference, double window) {
        public Bar {
            Objects.requireNonNull(label, "label");
        }
    }

    /** The shares that have no bar. */
    public record Rest(double reference, double window) {
        static final Rest NONE = new Rest(0, 0);

        public boolean isNone() {
            return reference == 0 && window == 0;
        }
    }

    public HistogramPair {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(below, "below");
        Objects.requireNonNull(above, "above");
        bars = List.copyOf(bars);
    }

    /**
     * The pair of these outlines with at most so many bars.
     *
     * <p>Numbers: a bar per value when both sides together have few, else bins of equal width over
     * the range from the lower 0.5 % quantile of either side to the higher 99.5 % quantile; whole
     * numbers get bins that hold the same number of them. Names: those with the largest share on
     * either side.
     *
     * @throws IllegalArgumentException when one is numeric and the other is not, or barsMax is less
     *     than 2
     */
    public static HistogramPair of(Outline reference, Outline window, int barsMax) {
        if (reference.isNumeric() != window.isNumeric()) {
            throw new IllegalArgumentException(
                    "not the same kind: " + reference.profile() + ", " + window.profile());
        }
        if (barsMax < 2) {
            throw new IllegalArgumentException("fewer than 2 bars: " + barsMax);
        }
        return reference.isNumeric()
                ? new NumericBars(reference, window, barsMax).pair()
                : new CategoryBars(reference, window, barsMax).pair();
    }

    /** The largest share of any bar; 0 without bars. */
    public double shareMax() {
        return bars.stream().mapToDouble(b -> Math.max(b.reference(), b.window())).max().orElse(0);
    }
}
