// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.outline;

import io.halflife.monitor.outline.HistogramPair.Bar;
import io.halflife.monitor.outline.HistogramPair.Kind;
import io.halflife.monitor.outline.HistogramPair.Rest;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** A bar per name. The names with the largest share on either side have one. */
final class CategoryBars {

    private final Outline reference;
    private final Outline window;
    private final int barsMax;

    CategoryBars(Outline reference, Outline window, int barsMax) {
        this.reference = reference;
        this.window = window;
        this.barsMax = barsMax;
    }

    HistogramPair pair() {
        TreeSet<String> names = new TreeSet<>(reference.profile().asCategories().counts().keySet());
        names.addAll(window.profile().asCategories().counts().keySet());
        List<Bar> bars =
                names.stream()
                        .map(this::bar)
                        .sorted(
                                Comparator.comparingDouble(CategoryBars::larger)
                                        .reversed()
                                        .thenComparing(Bar::label))
                        .limit(barsMax)
                        .sorted(
                                Comparator.comparingDouble(Bar::reference)
                                        .thenComparingDouble(Bar::window)
                                        .reversed()
                                        .thenComparing(Bar::label))
                        .toList();
        return new HistogramPair(Kind.CATEGORIES, bars, Rest.NONE, rest(bars), 0);
    }

    private Bar bar(String name) {
        return new Bar(name, Double.NaN, Double.NaN, reference.share(name), window.share(name));
    }

    private static double larger(Bar bar) {
        return Math.max(bar.reference(), bar.window());
    }

    /** From whole numbers, so that nothing left is exactly nothing. */
    private Rest rest(List<Bar> bars) {
        return new Rest(rest(reference, bars), rest(window, bars));
    }

    private static double rest(Outline side, List<Bar> bars) {
        long shown =
                bars.stream().mapToLong(b -> side.profile().asCategories().count(b.label())).sum();
        return side.n() == 0 ? 0 : (side.n() - shown) / (double) side.n();
    }
}
