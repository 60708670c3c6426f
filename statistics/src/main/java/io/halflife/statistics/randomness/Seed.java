// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.randomness;

import java.time.Instant;

/**
 * The default seed of a randomised procedure (permutations, random features, folds).
 *
 * <p>Law: same model, feature and window, same seed; so a repeated run gives the same answer to the
 * last bit, while neighbouring windows and features draw independently. Computed as {@link
 * StableHash} of the three, the start written as ISO-8601 in UTC, for example {@code
 * 2026-11-22T00:00:00Z}. Exact.
 *
 * <p>Source: the hash is {@link StableHash}'s; the choice of what is hashed is ours.
 */
public final class Seed {

    private Seed() {}

    /** The seed of one feature of one model in the window that starts at this instant. */
    public static long of(String model, String feature, Instant windowStart) {
        return StableHash.of(model, feature, windowStart.toString());
    }
}
