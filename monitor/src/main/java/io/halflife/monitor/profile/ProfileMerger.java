// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.profile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Merges the profiles of one column, one after the other, in memory for a few.
 *
 * <p>Equal numbers of profiles are merged with each other, as in a binary counter: every value is
 * copied about log2 of the number of profiles times. Exact while no more than {@code pointsMax}
 * distinct values are met; then the distribution says its rank error. One thread.
 */
public final class ProfileMerger {

    private final int pointsMax;
    private final Deque<Merged> levels = new ArrayDeque<>();

    private record Merged(FeatureProfile profile, long count) {}

    /**
     * A merger of nothing yet.
     *
     * @param pointsMax distinct values that are kept, at least 1
     */
    public ProfileMerger(int pointsMax) {
        if (pointsMax < 1) {
            throw new IllegalArgumentException("pointsMax is not positive: " + pointsMax);
        }
        this.pointsMax = pointsMax;
    }

    /**
     * Takes one more in.
     *
     * @throws IllegalArgumentException when it is of another column
     */
    public void add(FeatureProfile profile) {
        Merged last = new Merged(profile, 1);
        while (!levels.isEmpty() && levels.peek().count <= last.count) {
            last = together(levels.pop(), last);
        }
        levels.push(last);
    }

    /** All that was taken in as one; empty for nothing. */
    public Optional<FeatureProfile> result() {
        Merged all = null;
        for (Merged level : levels) {
            all = all == null ? level : together(level, all);
        }
        return Optional.ofNullable(all).map(Merged::profile);
    }

    private Merged together(Merged earlier, Merged later) {
        return new Merged(
                earlier.profile.merge(later.profile).compact(pointsMax),
                earlier.count + later.count);
    }
}
