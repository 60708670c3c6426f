// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.profile;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.distribution.Moments;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The sufficient statistics of one column in one window: sorted distinct values with counts, or
 * categories with counts.
 *
 * <p>{@link #merge} is associative and commutative, and merging the halves equals profiling the
 * whole; {@link #compact} alone loses something, and the distribution says how much. Immutable.
 */
public final class FeatureProfile implements Serializable {

    private static final long serialVersionUID = 1;

    /** So many categories are kept however small a profile is made; rarer ones count together. */
    public static final int CATEGORIES_MAX = 10_000;

    /** A numeric column with at most so many distinct reference values is judged by categories. */
    public static final int DISCRETE_MAX = 10;

    private static final double[] NO_VALUES = {};

    private final Column column;
    private final long missing;
    private final long nonFinite;
    private final EmpiricalDistribution values;
    private final FrequencyTable categories;

    FeatureProfile(
            Column column,
            long missing,
            long nonFinite,
            EmpiricalDistribution values,
            FrequencyTable categories) {
        this.column = Objects.requireNonNull(column, "column");
        this.missing = missing;
        this.nonFinite = nonFinite;
        this.values = values;
        this.categories = categories;
        if (missing < 0 || nonFinite < 0) {
            throw new IllegalArgumentException(
                    "negative count of "
                            + column
                            + ": missing "
                            + missing
                            + ", not finite "
                            + nonFinite);
        }
    }

    /**
     * Profiles {@code values[from, to)}; the array is read and not kept.
     *
     * @param values NaN is a missing value; infinities are ordinary, ordered values
     * @param nonFinite how many of the missing values were sent as NaN or infinite
     */
    public static FeatureProfile ofNumeric(
            Column column, double[] values, int from, int to, long nonFinite) {
        Objects.checkFromToIndex(from, to, values.length);
        int missing = 0;
        for (int i = from; i < to; i++) {
            missing += Double.isNaN(values[i]) ? 1 : 0;
        }
        EmpiricalDistribution distribution =
                missing == 0
                        ? EmpiricalDistribution.of(values, from, to)
                        : ofPresent(values, from, to, to - from - missing);
        return new FeatureProfile(column, missing, nonFinite, distribution, null);
    }

    private static EmpiricalDistribution ofPresent(double[] values, int from, int to, int n) {
        double[] present = n == 0 ? NO_VALUES : new double[n];
        int next = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                present[next++] = values[i];
            }
        }
        return EmpiricalDistribution.of(present, 0, n);
    }

    /** Profiles names by how often each occurred. */
    public static FeatureProfile ofCategories(
            Column column, Map<String, Long> counts, long missing) {
        return new FeatureProfile(column, missing, 0, null, FrequencyTable.of(counts));
    }

    /** Values whose distribution is known; exact or with its rank error. */
    public static FeatureProfile of(Column column, EmpiricalDistribution values, long missing) {
        return new FeatureProfile(
                column, missing, 0, Objects.requireNonNull(values, "values"), null);
    }

    /** Names whose counts are known; of all of them or of the most frequent. */
    public static FeatureProfile of(Column column, FrequencyTable categories, long missing) {
        return new FeatureProfile(
                column, missing, 0, null, Objects.requireNonNull(categories, "categories"));
    }

    /** A column of this kind in which nothing was seen. */
    public static FeatureProfile empty(Column column, FeatureKind kind) {
        return kind == FeatureKind.NUMERIC
                ? of(column, EmpiricalDistribution.EMPTY, 0)
                : of(column, FrequencyTable.EMPTY, 0);
    }

    public Column column() {
        return column;
    }

    public FeatureKind kind() {
        return values != null ? FeatureKind.NUMERIC : FeatureKind.CATEGORICAL;
    }

    /**
     * Whether categories are compared when this is the reference: names, or numbers of which it has
     * few, and exactly these. No numbers at all say nothing of that.
     */
    public boolean isDiscrete() {
        return values == null
                || (!values.isEmpty()
                        && values.distinct() <= DISCRETE_MAX
                        && values.rankErrorMax() == 0);
    }

    /** Values that are present. */
    public long n() {
        return values != null ? values.size() : categories.total();
    }

    public long missing() {
        return missing;
    }

    /** How many of the missing values were sent as NaN or infinite. */
    public long nonFinite() {
        return nonFinite;
    }

    /**
     * The values of a numeric column.
     *
     * @throws IllegalStateException for a categorical column
     */
    public EmpiricalDistribution values() {
        if (values == null) {
            throw new IllegalStateException(column + " is categorical");
        }
        return values;
    }

    /** The categories; those of a numeric column are its values, named by {@link NumberNames}. */
    public FrequencyTable asCategories() {
        if (categories != null) {
            return categories;
        }
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < values.distinct(); i++) {
            counts.put(NumberNames.of(values.value(i)), values.count(i));
        }
        return FrequencyTable.of(counts);
    }

    /**
     * Both together.
     *
     * @throws IllegalArgumentException when the columns or their kinds differ
     */
    public FeatureProfile merge(FeatureProfile other) {
        if (!column.equals(other.column) || kind() != other.kind()) {
            throw new IllegalArgumentException(
                    "profiles of different columns do not merge: "
                            + this.describe()
                            + " and "
                            + other.describe());
        }
        return new FeatureProfile(
                column,
                missing + other.missing,
                nonFinite + other.nonFinite,
                values == null ? null : values.merge(other.values),
                categories == null ? null : categories.merge(other.categories));
    }

    /**
     * At most so many points of a numeric column, and of names at most so many categories but never
     * fewer than {@link #CATEGORIES_MAX}; a smaller one stays as it is.
     */
    public FeatureProfile compact(int points) {
        int kept = values == null ? Math.max(points, CATEGORIES_MAX) : points;
        int distinct = values == null ? categories.distinct() : values.distinct();
        if (distinct <= kept) {
            return this;
        }
        return new FeatureProfile(
                column,
                missing,
                nonFinite,
                values == null ? null : values.compact(kept),
                values == null ? categories.limit(kept) : null);
    }

    /** Nine figures; of a column of names only the counts are defined. */
    public ProfileSummary summary() {
        if (values == null) {
            return ProfileSummary.ofCounts(n(), missing);
        }
        if (n() == 0) {
            return ProfileSummary.ofCounts(0, missing);
        }
        Moments moments = values.moments();
        return new ProfileSummary(
                n(),
                missing,
                moments.mean().orElse(Double.NaN),
                moments.std().orElse(Double.NaN),
                values.value(0),
                quantile(0.25),
                quantile(0.5),
                quantile(0.75),
                values.value(values.distinct() - 1));
    }

    private double quantile(double q) {
        return values.quantile(q).orElse(Double.NaN);
    }

    /** The stored form; {@link #fromBytes} gives an equal profile back. */
    public byte[] toBytes() {
        return ProfileCodec.encode(this);
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException when the bytes are of no known version or are cut off
     */
    public static FeatureProfile fromBytes(byte[] bytes) {
        return ProfileCodec.decode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureProfile that
                && column.equals(that.column)
                && missing == that.missing
                && nonFinite == that.nonFinite
                && Objects.equals(values, that.values)
                && Objects.equals(categories, that.categories);
    }

    @Override
    public int hashCode() {
        return Objects.hash(column, missing, nonFinite, values, categories);
    }

    @Override
    public String toString() {
        return "FeatureProfile[" + describe() + ", n=" + n() + ", missing=" + missing + "]";
    }

    private String describe() {
        return column.role() + " " + column.name() + " " + kind().jsonName();
    }
}
