// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.results.ReferenceState;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * What versions are judged against: COLLECTING while rows are posted, FROZEN, then PROFILED. A
 * frozen reference never changes. Blocking; every call is a transaction of its own.
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
     * once it is frozen.
     */
    Optional<Long> collecting(int versionId);

    /** Freezes what was collected. Freezing again changes nothing. Empty when there are no rows. */
    Optional<ReferenceState> freeze(int versionId);

    /**
     * Keeps the profiles of a frozen reference, once.
     *
     * @return false when it was profiled before; then nothing is written
     */
    boolean keep(ProfiledReference reference);

    /** By role, then name; empty until it is profiled. */
    List<FeatureProfile> profiles(long referenceId);

    /** What a run needs to know beside the profiles; empty until it is profiled. */
    Optional<ReferenceFacts> facts(long referenceId);
}
