// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import io.halflife.storage.results.ReferenceState;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Frozen references by their own id, with the model they belong to. Blocking. */
public final class ReferenceOperations {

    private final Jdbi jdbi;

    /** A reference and whose it is. */
    public record Found(String model, ReferenceState state) {}

    public ReferenceOperations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Empty while it still collects rows, and when there is none. */
    public Optional<Found> find(long referenceId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select r.*, m.name as model
                                          from reference_state r
                                          join model_version v on v.id = r.version_id
                                          join model m on m.id = v.model_id
                                         where r.reference_id = :id and r.state <> 'COLLECTING'
                                        """)
                                .bind("id", referenceId)
                                .map(
                                        row ->
                                                new Found(
                                                        row.getColumn("model", String.class),
                                                        ReferenceState.of(row)))
                                .findOne());
    }
}
