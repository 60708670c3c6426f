// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.segment.SegmentValues;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Which values of a key are segments where the reference cannot say so. Chosen once, so that a
 * segment means the same rows in every window. Blocking.
 */
public final class SegmentChoices {

    private final Jdbi jdbi;

    public SegmentChoices(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What was chosen.
     *
     * @param referenceId the one in force; -1 for none
     */
    public Optional<SegmentValues> of(VersionScope scope, long referenceId, SegmentKey key) {
        return jdbi.withHandle(
                handle ->
                        bind(
                                        handle.createQuery(
                                                """
                                                select chosen from segment_choice
                                                 where version_id = :versionId
                                                   and environment = :environment
                                                   and reference_id = :referenceId
                                                   and source = :source and name = :segmentName
                                                """),
                                        scope,
                                        referenceId,
                                        key)
                                .map(row -> row.getColumn("chosen", String[].class))
                                .findOne()
                                .map(chosen -> new SegmentValues(key, List.of(chosen))));
    }

    /** Keeps a choice; whoever comes first decides. */
    public void keep(VersionScope scope, long referenceId, SegmentValues values) {
        jdbi.useHandle(
                handle ->
                        bind(
                                        handle.createUpdate(
                                                """
                                                insert into segment_choice (version_id, environment,
                                                    reference_id, source, name, chosen)
                                                values (:versionId, :environment, :referenceId,
                                                    :source, :segmentName, :chosen)
                                                on conflict do nothing
                                                """),
                                        scope,
                                        referenceId,
                                        values.key())
                                .bindArray("chosen", String.class, values.values())
                                .execute());
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, VersionScope scope, long referenceId, SegmentKey key) {
        return SegmentRows.bind(statement, key)
                .bind("versionId", scope.versionId())
                .bind("environment", scope.environment())
                .bind("referenceId", referenceId);
    }
}
