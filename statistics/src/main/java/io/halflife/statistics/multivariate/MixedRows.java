// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows of numbers and of categories, feature by feature. A missing number is NaN, a missing
 * category null. Immutable: what comes in is copied.
 */
public final class MixedRows implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * One feature of all rows: a number each, or a category each.
     *
     * @param numbers null for a feature of categories
     * @param categories null for a feature of numbers; may hold null
     */
    private record Feature(String name, Rows numbers, List<String> categories)
            implements Serializable {

        Feature pick(int[] indices) {
            if (numbers != null) {
                return new Feature(name, numbers.pick(indices), null);
            }
            List<String> picked = new ArrayList<>();
            for (int index : indices) {
                picked.add(categories.get(index));
            }
            return new Feature(name, null, picked);
        }

        Feature append(Feature other) {
            if (numbers != null) {
                return new Feature(name, numbers.append(other.numbers), null);
            }
            List<String> both = new ArrayList<>(categories);
            both.addAll(other.categories);
            return new Feature(name, null, both);
        }
    }

    private final int size;
    private final List<Feature> features;

    private MixedRows(int size, List<Feature> features) {
        this.size = size;
        this.features = features;
    }

    /** So many rows, of no feature yet. */
    public static MixedRows ofSize(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative, was " + size);
        }
        return new MixedRows(size, List.of());
    }

    /** These rows with one more feature: a number for each row. */
    public MixedRows withNumbers(String name, double... numbers) {
        requireSize(name, numbers.length);
        return with(new Feature(name, Rows.ofFlat(1, numbers), null));
    }

    /** These rows with one more feature: a category for each row, null where it is missing. */
    public MixedRows withCategories(String name, List<String> categories) {
        requireSize(name, categories.size());
        List<String> copy = Collections.unmodifiableList(new ArrayList<>(categories));
        return with(new Feature(name, null, copy));
    }

    private void requireSize(String name, int values) {
        if (values != size) {
            throw new IllegalArgumentException(
                    "feature " + name + " must have " + size + " values, had " + values);
        }
        if (names().contains(name)) {
            throw new IllegalArgumentException("feature must be new, was " + name);
        }
    }

    private MixedRows with(Feature feature) {
        List<Feature> more = new ArrayList<>(features);
        more.add(feature);
        return new MixedRows(size, List.copyOf(more));
    }

    /** How many rows. */
    public int size() {
        return size;
    }

    /** The features' names, in order. */
    public List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    boolean isNumeric(int feature) {
        return features.get(feature).numbers() != null;
    }

    double number(int row, int feature) {
        return features.get(feature).numbers().get(row, 0);
    }

    /** The category; null where it is missing. */
    String category(int row, int feature) {
        return features.get(feature).categories().get(row);
    }

    /** So many of the rows, drawn without replacement, in random order. */
    MixedRows draw(int rows, SplittableRandom random) {
        int[] indices = RowSample.indices(size, size, random);
        RowSample.shuffle(indices, rows, random);
        List<Feature> drawn =
                features.stream()
                        .map(feature -> feature.pick(Arrays.copyOf(indices, rows)))
                        .toList();
        return new MixedRows(rows, drawn);
    }

    /** These rows and then the other's, which have the same features. */
    MixedRows append(MixedRows other) {
        List<Feature> all = new ArrayList<>();
        for (int f = 0; f < features.size(); f++) {
            all.add(features.get(f).append(other.features.get(f)));
        }
        return new MixedRows(Math.addExact(size, other.size), all);
    }

    void requireFeaturesOf(MixedRows other) {
        boolean same = names().equals(other.names());
        for (int f = 0; same && f < features.size(); f++) {
            same = isNumeric(f) == other.isNumeric(f);
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "features must be the reference's " + other.names() + ", were " + names());
        }
    }

    @Override
    public String toString() {
        return size + " rows of " + names();
    }
}
