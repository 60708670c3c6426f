// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.traffic;

import io.halflife.statistics.randomness.StableHash;

/**
 * Where a user lies among the 10 000 equal parts of an experiment's users.
 *
 * <p>bucket = {@link StableHash}(experiment, user), unsigned, modulo 10 000. Law: the same on every
 * machine and for ever, spread evenly (2⁶⁴ mod 10 000 favours the first 1 616 buckets by less than
 * 10⁻¹⁵), and independent between experiments: the experiment's id is the salt, so an experiment
 * that is to be drawn anew needs a new id.
 *
 * <p>Source: Kohavi, Tang &amp; Xu 2020, doi:10.1017/9781108653985, ch. 4; the hash is {@link
 * StableHash}'s.
 */
public final class Bucket {

    /** How many buckets; a bucket is a basis point of the users. */
    public static final int COUNT = 10_000;

    private Bucket() {}

    /** The user's bucket, 0 to 9 999; texts are compared as they are, "User" is not "user". */
    public static int of(String experiment, String user) {
        return (int) Long.remainderUnsigned(StableHash.of(experiment, user), COUNT);
    }
}
