// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * What versions are judged against: COLLECTING while rows are posted, FROZEN, then PROFILED, or
 * FAILED when it cannot be. A frozen reference never changes; a version may have many. Blocking;
 * every call is a transaction of its own.
 *
 * <p>Whoever writes {@code reference_row} looks for the FROZEN event after its rows, in the same
 * transaction, and rolls back when there is one. {@link #freeze} waits for such transactions, so
 * that a row is either counted by the freeze or refused.
 */
public interface ReferenceStore {

    /** The references in this database. */
    static ReferenceStore in(Jdbi jdbi) {
        return new PostgresReferenceStore(jdbi);
    }

    /**
     * The id of the reference that collects rows; the first call for a version begins it. Empty
     * once it is frozen, until {@link #begin}.
     */
    Optional<Long> collecting(int versionId);

    /**
     * Begins to collect rows anew beside the references that are frozen; they stay. While one
     * collects, that is the one.
     */
    Begun begin(int versionId);

    /** Which reference collects, and whether it does from now on. */
    record Begun(long referenceId, boolean isNew) {}

    /** Freezes what was collected. Freezing again changes nothing. Empty when there are no rows. */
    Optional<StoredReference> freeze(int versionId);

    /**
     * Puts a reference that is complete. The same as the one that was put last is that one, so that
     * a request may be repeated; anything else is a new one, also what was put once before.
     */
    StoredReference put(int versionId, ReferenceDraft draft);

    /** Frozen and neither profiled nor given up; oldest first. */
    List<StoredReference> pending(int versionId);

    /** The one that was put last among those that are profiled. */
    Optional<StoredReference> inForce(int versionId);

    /** The same among those that do not move. */
    Optional<StoredReference> fixedInForce(int versionId);

    /** Gives a frozen reference up, once; the one in force stays so. */
    void fail(long referenceId, String reason);

    /**
     * Keeps the profiles of a frozen reference, once.
     *
     * @return false when it was profiled before; then nothing is written
     */
    boolean keep(ProfiledReference reference, Source source);

    /** As {@link #keep(ProfiledReference, Source)}, from rows. */
    default boolean keep(ProfiledReference reference) {
        return keep(reference, Source.ROWS);
    }

    /** What profiles are made from. */
    enum Source {
        /** Rows, each of them: exact. */
        ROWS,
        /** What the caller declared. */
        DECLARED,
        /** Stored profiles of windows, which are compacted. */
        WINDOWS,
        /** Nothing: a moving reference has none of its own. */
        NONE;

        String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By role, then name; empty until it is profiled. */
    List<FeatureProfile> profiles(long referenceId);

    /** What a run needs to know beside the profiles; empty until it is profiled. */
    Optional<ReferenceFacts> facts(long referenceId);

    /** What it taught about scores; empty for one that taught nothing, or is not profiled. */
    Optional<Estimator> estimator(long referenceId);
}
