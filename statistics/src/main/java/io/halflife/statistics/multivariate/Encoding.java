// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Numbers and categories as columns of one scale, learned from the rows it encodes.
 *
 * <p>A feature of numbers is one column, standardised by mean and population deviation; missing and
 * infinite values are 0, the mean; a constant one has no column, and one whose deviation overflows
 * makes {@link #status} {@link Status#ERROR}. A feature of categories has a column of 0 and 1 for
 * each of its most frequent categories ({@link #CATEGORIES_MAX}; ties in alphabetical order) and
 * one for all others; a missing category is one of its own.
 */
final class Encoding {

    /** Categories of a feature that have a column of their own. */
    static final int CATEGORIES_MAX = 50;

    private final MixedRows rows;
    private Status status = Status.OK;
    private final List<Column> columns = new ArrayList<>();

    /** What a column holds of a row, and of which feature it is. */
    private record Column(int feature, double mean, double std, Map<String, Integer> categories) {}

    Encoding(MixedRows rows) {
        this.rows = rows;
        for (int f = 0; f < rows.names().size(); f++) {
            if (rows.isNumeric(f)) {
                addNumbers(f);
            } else {
                addCategories(f);
            }
        }
    }

    private void addNumbers(int feature) {
        double[] values = new double[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.number(i, feature);
        }
        Moments moments = Moments.of(values);
        Figure spread = moments.populationStd();
        status = spread.status() == Status.ERROR ? Status.ERROR : status;
        double std = spread.orElse(0);
        if (std > 0) {
            columns.add(new Column(feature, moments.mean().value(), std, null));
        }
    }

    private void addCategories(int feature) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            counts.merge(key(rows.category(i, feature)), 1, Integer::sum);
        }
        Comparator<Map.Entry<String, Integer>> frequent = Map.Entry.comparingByValue();
        Stream<String> ordered =
                counts.entrySet().stream()
                        .sorted(frequent.reversed().thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey);
        Map<String, Integer> places = new HashMap<>();
        ordered.limit(CATEGORIES_MAX).forEach(key -> places.put(key, places.size()));
        if (counts.size() > 1) {
            int wanted = places.size() + (counts.size() > places.size() ? 1 : 0);
            for (int place = 0; place < wanted; place++) {
                columns.add(new Column(feature, place, 1, places));
            }
        }
    }

    /** Missing is a category of its own, which no label can be taken for. */
    private static String key(String category) {
        return category == null ? "" : "=" + category;
    }

    /** The features of the columns, by index. */
    int[] features() {
        return columns.stream().mapToInt(Column::feature).toArray();
    }

    /** {@link Status#OK}, or why there is nothing to learn from. */
    Status status() {
        return status == Status.OK && columns.isEmpty() ? Status.DEGENERATE : status;
    }

    /** All rows as columns; there must be one. */
    Rows encoded() {
        double[] values = new double[Math.multiplyExact(rows.size(), columns.size())];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                values[i * columns.size() + j] = value(i, columns.get(j));
            }
        }
        return Rows.owned(columns.size(), values);
    }

    private double value(int row, Column column) {
        if (column.categories() != null) {
            String key = key(rows.category(row, column.feature()));
            int place = column.categories().getOrDefault(key, column.categories().size());
            return place == (int) column.mean() ? 1 : 0;
        }
        double value = rows.number(row, column.feature());
        return Double.isFinite(value) ? (value - column.mean()) / column.std() : 0;
    }
}
