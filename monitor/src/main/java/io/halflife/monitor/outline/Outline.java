// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.outline;

import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A profile small enough to be read each time somebody looks: at most {@link #POINTS_MAX} points of
 * a numeric column, the {@link #CATEGORIES_MAX} most frequent categories of the others.
 *
 * <p>Shares at or below a point are off by at most {@link #rankErrorMax}; a count of a category
 * that is kept is exact.
 *
 * @param profile the points or categories that are kept
 * @param n values present, those of categories that are not kept among them
 */
public record Outline(FeatureProfile profile, long n) {

    public static final int POINTS_MAX = 256;
    public static final int CATEGORIES_MAX = 256;

    public Outline {
        Objects.requireNonNull(profile, "profile");
        if (n < profile.n()) {
            throw new IllegalArgumentException(
                    "an outline keeps more than there is: " + profile.n() + " of " + n);
        }
    }

    /** The outline of this profile; a profile that is small enough is its own. */
    public static Outline of(FeatureProfile profile) {
        return new Outline(
                profile.kind() == FeatureKind.NUMERIC
                        ? profile.compact(POINTS_MAX)
                        : mostFrequent(profile),
                profile.n());
    }

    private static FeatureProfile mostFrequent(FeatureProfile profile) {
        Map<String, Long> counts = profile.asCategories().counts();
        if (counts.size() <= CATEGORIES_MAX) {
            return profile;
        }
        Map<String, Long> kept =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(CATEGORIES_MAX)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return FeatureProfile.ofCategories(profile.column(), kept, profile.missing());
    }

    public boolean isNumeric() {
        return profile.kind() == FeatureKind.NUMERIC;
    }

    /** Whether nothing was left out. */
    public boolean isExact() {
        return n == profile.n() && rankErrorMax() == 0;
    }

    /** How far a share at or below a point may be off; 0 for categories. */
    public double rankErrorMax() {
        return isNumeric() ? profile.values().rankErrorMax() : 0;
    }

    EmpiricalDistribution values() {
        return profile.values();
    }

    /** The share of this category among all values; 0 when there are none. */
    double share(String category) {
        return n == 0 ? 0 : profile.asCategories().count(category) / (double) n;
    }
}
