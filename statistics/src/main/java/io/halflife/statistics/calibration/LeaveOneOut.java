// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Compares each part with all the others together, from parts that merge but do not subtract.
 *
 * <p>Halving: what lies outside a half is what lies outside the whole and the other half. So every
 * rest is made with about log₂ C merges instead of C − 1, and at most log₂ C of them are held.
 */
final class LeaveOneOut {

    /** What is done with a part and the rest; the rest is empty when there is but one part. */
    interface Comparison<T, R> {
        R compare(Optional<T> rest, T part);
    }

    private LeaveOneOut() {}

    /** The results in the order of the parts. */
    static <T, R> List<R> each(
            List<T> parts, BinaryOperator<T> merge, Comparison<T, R> comparison) {
        List<R> results = new ArrayList<>(parts.size());
        if (!parts.isEmpty()) {
            halve(parts, Optional.empty(), merge, comparison, results);
        }
        return results;
    }

    private static <T, R> void halve(
            List<T> parts,
            Optional<T> outside,
            BinaryOperator<T> merge,
            Comparison<T, R> comparison,
            List<R> results) {
        if (parts.size() == 1) {
            results.add(comparison.compare(outside, parts.get(0)));
            return;
        }
        int middle = parts.size() / 2;
        List<T> first = parts.subList(0, middle);
        List<T> second = parts.subList(middle, parts.size());
        halve(first, with(outside, second, merge), merge, comparison, results);
        halve(second, with(outside, first, merge), merge, comparison, results);
    }

    private static <T> Optional<T> with(
            Optional<T> outside, List<T> parts, BinaryOperator<T> merge) {
        Optional<T> together = together(parts, merge);
        Function<T, Optional<T>> join = all -> together.map(part -> merge.apply(all, part));
        return outside.isPresent() ? outside.flatMap(join) : together;
    }

    /** All parts as one, merged in halves; empty when there are none. */
    static <T> Optional<T> together(List<T> parts, BinaryOperator<T> merge) {
        if (parts.size() < 2) {
            return parts.stream().findFirst();
        }
        int middle = parts.size() / 2;
        Optional<T> first = together(parts.subList(0, middle), merge);
        Optional<T> second = together(parts.subList(middle, parts.size()), merge);
        return first.flatMap(a -> second.map(b -> merge.apply(a, b)));
    }
}
