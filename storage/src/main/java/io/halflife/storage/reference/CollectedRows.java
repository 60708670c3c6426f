// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import io.halflife.storage.reference.ReferenceStore.Begun;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** References whose rows are posted: begun, collected, frozen; and begun again. */
final class CollectedRows {

    private static final String NEWEST_OF_ROWS =
            """
            select reference_id, state from reference_state
             where version_id = :versionId and kind = 'rows'
             order by reference_id desc limit 1
            """;

    private final Jdbi jdbi;

    CollectedRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Long> collecting(int versionId) {
        return jdbi.inTransaction(
                handle -> {
                    Optional<Newest> newest = newest(handle, versionId);
                    if (newest.isEmpty()) {
                        lockVersion(handle, versionId);
                        newest = newest(handle, versionId);
                    }
                    return newest.isEmpty()
                            ? Optional.of(insert(handle, versionId))
                            : newest.filter(Newest::isCollecting).map(Newest::referenceId);
                });
    }

    Begun begin(int versionId) {
        return jdbi.inTransaction(
                handle -> {
                    lockVersion(handle, versionId);
                    return newest(handle, versionId)
                            .filter(Newest::isCollecting)
                            .map(newest -> new Begun(newest.referenceId(), false))
                            .orElseGet(() -> new Begun(insert(handle, versionId), true));
                });
    }

    /** Two collectors must not begin two references of one version, nor put two at one instant. */
    static void lockVersion(Handle handle, int versionId) {
        handle.createQuery("select id from model_version where id = :id for no key update")
                .bind("id", versionId)
                .mapTo(Integer.class)
                .one();
    }

    private static Optional<Newest> newest(Handle handle, int versionId) {
        return handle.createQuery(NEWEST_OF_ROWS)
                .bind("versionId", versionId)
                .map(
                        row ->
                                new Newest(
                                        row.getColumn("reference_id", Long.class),
                                        row.getColumn("state", String.class)))
                .findOne();
    }

    private static long insert(Handle handle, int versionId) {
        return handle.createQuery(
                        """
                        with made as (
                          insert into reference_version (version_id, kind) values (:versionId, 'rows')
                          returning id)
                        insert into reference_event (reference_id, state, row_count)
                        select id, 'COLLECTING', 0 from made
                        returning reference_id
                        """)
                .bind("versionId", versionId)
                .mapTo(Long.class)
                .one();
    }

    Optional<StoredReference> freeze(int versionId) {
        return jdbi.inTransaction(
                handle -> {
                    lockVersion(handle, versionId);
                    Optional<Long> id = newest(handle, versionId).map(Newest::referenceId);
                    id.ifPresent(reference -> freeze(handle, reference));
                    return id.flatMap(
                            reference ->
                                    PostgresReferenceStore.one(
                                            handle,
                                            "reference_id = :id and state <> 'COLLECTING'",
                                            reference));
                });
    }

    /** The row lock waits for transactions whose rows refer to the reference. */
    private static void freeze(Handle handle, long referenceId) {
        handle.createQuery("select id from reference_version where id = :id for update")
                .bind("id", referenceId)
                .mapTo(Long.class)
                .one();
        handle.createUpdate(
                        """
                        insert into reference_event (reference_id, state, row_count, occurred_at)
                        select :id, 'FROZEN', count(*), clock_timestamp()
                          from reference_row where reference_id = :id
                        having count(*) > 0
                        on conflict (reference_id, state) do nothing
                        """)
                .bind("id", referenceId)
                .execute();
    }

    private record Newest(long referenceId, String state) {
        boolean isCollecting() {
            return state.equals("COLLECTING");
        }
    }
}
