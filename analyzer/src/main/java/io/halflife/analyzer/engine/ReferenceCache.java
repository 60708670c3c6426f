// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import io.halflife.storage.analysis.AnalysisSession;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The reference columns that tasks of this process used last. A column is read from the database by
 * the task that compares with it, and kept for the next one: a profiled reference never changes.
 * What is kept is bounded in bytes, whatever the number of references. It travels empty. Safe for
 * use by many threads, of which two may read the same column at once.
 */
final class ReferenceCache implements Serializable {

    private static final long serialVersionUID = 1;

    /** Of the heap. */
    private static final int SHARE = 8;

    private static final long BYTES_A_VALUE = 8;
    private static final long BYTES_A_CATEGORY = 160;
    private static final long BYTES_LEAST = 500;

    private transient Map<Key, Optional<FeatureProfile>> kept;
    private transient long bytes;

    /** Empty where the reference does not have the column. */
    Optional<FeatureProfile> of(long referenceId, Column column, AnalysisSession session)
            throws SQLException {
        return of(
                new Key(referenceId, null, column, "", 0),
                () -> session.reference(referenceId, column));
    }

    /** The same of one slot of a season; empty where the reference has no rows at these hours. */
    Optional<FeatureProfile> ofSlot(
            long referenceId, String cut, Column column, int slot, AnalysisSession session)
            throws SQLException {
        return of(
                new Key(referenceId, null, column, cut, slot),
                () -> session.referenceSlot(referenceId, cut, column, slot));
    }

    /** Reads what is not kept. */
    private interface Reading {
        Optional<FeatureProfile> read() throws SQLException;
    }

    private Optional<FeatureProfile> of(Key key, Reading reading) throws SQLException {
        Optional<FeatureProfile> known = known(key);
        if (known != null) {
            return known;
        }
        Optional<FeatureProfile> read = reading.read();
        keep(key, read, Runtime.getRuntime().maxMemory() / SHARE);
        return read;
    }

    /** The same of one segment of the reference. */
    Optional<FeatureProfile> of(
            long referenceId, Segment segment, Column column, AnalysisSession session)
            throws SQLException {
        return of(
                new Key(referenceId, segment, column, "", 0),
                () -> session.reference(referenceId, segment, column));
    }

    private synchronized Optional<FeatureProfile> known(Key key) {
        return kept == null ? null : kept.get(key);
    }

    private synchronized void keep(Key key, Optional<FeatureProfile> profile, long bytesMax) {
        if (kept == null) {
            kept = new LinkedHashMap<>(64, 0.75f, true);
        }
        if (bytesOf(profile) <= bytesMax && kept.put(key, profile) == null) {
            bytes += bytesOf(profile);
        }
        Iterator<Optional<FeatureProfile>> oldest = kept.values().iterator();
        while (bytes > bytesMax) {
            bytes -= bytesOf(oldest.next());
            oldest.remove();
        }
    }

    private static long bytesOf(Optional<FeatureProfile> profile) {
        return BYTES_LEAST + profile.map(ReferenceCache::bytesOf).orElse(0L);
    }

    private static long bytesOf(FeatureProfile profile) {
        return switch (profile.kind()) {
            case NUMERIC -> profile.values().distinct() * BYTES_A_VALUE;
            case CATEGORICAL -> profile.asCategories().distinct() * BYTES_A_CATEGORY;
        };
    }

    /** The segment is null for all rows, the cut empty where no season is. */
    private record Key(long referenceId, Segment segment, Column column, String cut, int slot) {}
}
