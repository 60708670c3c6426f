// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Asks in the storing transaction whether what rows belong to is still there, because the collector
 * knows it from a cache: a row of a removed model would be acknowledged and never seen.
 */
final class Owners {

    private static final String GONE =
            """
            select 1, w.id from unnest(?) as w(id)
             where not exists (select from model m where m.id = w.id and m.archived_at is null)
            union all
            select 2, w.id from unnest(?) as w(id)
             where not exists (select from model_version v where v.id = w.id)
            """;

    private Owners() {}

    /** Settles the rows whose model or version is gone. */
    static void settleOrphans(Connection connection, List<IngestRow> rows) throws SQLException {
        Set<Long> models = distinct(rows, row -> row.facts().modelId());
        Set<Long> versions = distinct(rows, row -> row.facts().versionId());
        if (models.isEmpty() && versions.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(GONE)) {
            statement.setArray(1, connection.createArrayOf("int4", models.toArray()));
            statement.setArray(2, connection.createArrayOf("int4", versions.toArray()));
            models.clear();
            versions.clear();
            try (ResultSet gone = statement.executeQuery()) {
                while (gone.next()) {
                    (gone.getInt(1) == 1 ? models : versions).add(gone.getLong(2));
                }
            }
        }
        settle(rows, models, versions);
    }

    private static void settle(List<IngestRow> rows, Set<Long> models, Set<Long> versions) {
        if (models.isEmpty() && versions.isEmpty()) {
            return;
        }
        for (IngestRow row : rows) {
            if (models.contains((long) row.facts().modelId())
                    || versions.contains((long) row.facts().versionId())) {
                row.settle(RowOutcome.ORPHANED);
            }
        }
    }

    /**
     * Settles the rows whose reference takes no more. The lock that is taken here makes a freeze
     * wait for this transaction; only after it is held can the answer be trusted.
     */
    static void settleFrozen(Connection connection, List<IngestRow> rows) throws SQLException {
        Set<Long> references = distinct(rows, row -> row.facts().referenceId());
        if (references.isEmpty()) {
            return;
        }
        Set<Long> there =
                ids(
                        connection,
                        "select id from reference_version where id = any(?) order by id"
                                + " for key share",
                        references);
        Set<Long> frozen =
                ids(
                        connection,
                        "select reference_id from reference_event"
                                + " where reference_id = any(?) and state = 'FROZEN'",
                        references);
        for (IngestRow row : rows) {
            long reference = row.facts().referenceId();
            if (reference != 0 && !there.contains(reference)) {
                row.settle(RowOutcome.ORPHANED);
            } else if (frozen.contains(reference)) {
                row.settle(RowOutcome.FROZEN);
            }
        }
    }

    private static Set<Long> ids(Connection connection, String sql, Set<Long> wanted)
            throws SQLException {
        Set<Long> found = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("int8", wanted.toArray()));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(result.getLong(1));
                }
            }
        }
        return found;
    }

    /** Without 0, which stands for none. */
    private static Set<Long> distinct(List<IngestRow> rows, ToLongFunction<IngestRow> id) {
        Set<Long> ids = new HashSet<>();
        long last = 0;
        for (IngestRow row : rows) {
            long next = id.applyAsLong(row);
            if (next != last && next != 0) {
                ids.add(next);
            }
            last = next;
        }
        return ids;
    }
}
