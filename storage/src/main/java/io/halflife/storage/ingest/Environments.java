// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which environments versions are known to have predictions. Shared by all writers. A pair is
 * noted before its first row, in the same transaction.
 */
final class Environments {

    record Pair(int versionId, String environment) {}

    /** The order in which pairs are noted: the same in every writer. */
    private static final Comparator<Pair> ORDER =
            Comparator.comparingInt(Pair::versionId).thenComparing(Pair::environment);

    private final Set<Pair> known = ConcurrentHashMap.newKeySet();

    /** Notes the pairs that are new, and says which they were. */
    Set<Pair> note(Connection connection, List<IngestRow> predictions) throws SQLException {
        Set<Pair> fresh = new TreeSet<>(ORDER);
        Pair last = null;
        for (IngestRow row : predictions) {
            RowFacts facts = row.facts();
            if (last == null
                    || last.versionId != facts.versionId()
                    || !last.environment.equals(facts.environment())) {
                last = new Pair(facts.versionId(), facts.environment());
                if (!known.contains(last)) {
                    fresh.add(last);
                }
            }
        }
        insert(connection, fresh);
        return fresh;
    }

    private static void insert(Connection connection, Set<Pair> pairs) throws SQLException {
        if (pairs.isEmpty()) {
            return;
        }
        String sql =
                "insert into version_environment (version_id, environment) values (?, ?)"
                        + " on conflict do nothing";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Pair pair : pairs) {
                statement.setInt(1, pair.versionId);
                statement.setString(2, pair.environment);
                statement.execute();
            }
        }
    }

    /** Their transaction was committed. */
    void remember(Set<Pair> pairs) {
        known.addAll(pairs);
    }
}
