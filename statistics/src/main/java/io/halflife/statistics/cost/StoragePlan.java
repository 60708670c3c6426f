// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.cost;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which versions of a model stay at hand and which go to the archive, and what that takes.
 *
 * <p>C = v·s̄ + Σmetadata_i bytes, v versions of mean size s̄, so v·s̄ = Σsize_i. Hot are the k
 * most recent versions and every pinned one; the rest is archived, but its metadata stays hot, so
 * that every version can still be listed. Without versions everything is 0. Exact; a sum that does
 * not fit into a long is refused.
 *
 * <p>Source: ours; sums of bytes as a store bills them, gigabytes of 10⁹ bytes (IEC 80000-13).
 *
 * @param hot oldest first
 * @param archived oldest first
 */
public record StoragePlan(List<StoredVersion> hot, List<StoredVersion> archived)
        implements Serializable {

    public StoragePlan {
        hot = List.copyOf(hot);
        archived = List.copyOf(archived);
        sum(hot, archived, true);
    }

    /**
     * The plan that keeps the most recent versions at hand.
     *
     * @param oldestFirst all versions
     * @param keep k, not negative
     * @throws IllegalArgumentException also when the sizes add up to more than 2⁶³ − 1 bytes
     */
    public static StoragePlan keeping(List<StoredVersion> oldestFirst, int keep) {
        if (keep < 0) {
            throw new IllegalArgumentException("keep must not be negative, was " + keep);
        }
        List<StoredVersion> hot = new ArrayList<>();
        List<StoredVersion> archived = new ArrayList<>();
        int recent = oldestFirst.size() - keep;
        for (int i = 0; i < oldestFirst.size(); i++) {
            StoredVersion version = oldestFirst.get(i);
            (i >= recent || version.pinned() ? hot : archived).add(version);
        }
        return new StoragePlan(hot, archived);
    }

    /** C, all bytes of all versions. */
    public long totalBytes() {
        return sum(hot, archived, true);
    }

    /** The hot versions and the metadata of all. */
    public long hotBytes() {
        return totalBytes() - archivedBytes();
    }

    /** The archived versions without their metadata. */
    public long archivedBytes() {
        return sum(List.of(), archived, false);
    }

    /** hotBytes/10⁹·hot + archivedBytes/10⁹·archived; relative error 4·10⁻¹⁶. */
    public double monthlyCost(StoragePrice price) {
        return price.ofMonth(hotBytes(), archivedBytes());
    }

    private static long sum(
            List<StoredVersion> some, List<StoredVersion> others, boolean withMetadata) {
        long sum = 0;
        for (List<StoredVersion> versions : List.of(some, others)) {
            for (StoredVersion version : versions) {
                sum = add(sum, version.bytes());
                sum = add(sum, withMetadata ? version.metadataBytes() : 0);
            }
        }
        return sum;
    }

    private static long add(long sum, long bytes) {
        if (sum > Long.MAX_VALUE - bytes) {
            throw new IllegalArgumentException(
                    "sizes must add up to at most "
                            + Long.MAX_VALUE
                            + " bytes, were "
                            + sum
                            + " + "
                            + bytes
                            + " and more");
        }
        return sum + bytes;
    }
}
