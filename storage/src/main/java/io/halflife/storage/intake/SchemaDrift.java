// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.intake;

import io.halflife.storage.results.VersionScope;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Features that are sent and that no signature knows: their names per model, of which the first few
 * are kept, and how many stored predictions carried each. Blocking; each call is a transaction.
 */
public final class SchemaDrift {

    /** So many names of a model are kept with its rows. */
    public static final int NAMES_MAX = 50;

    private final Jdbi jdbi;

    public SchemaDrift(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The names that are kept of a model. */
    public Set<String> names(int modelId) {
        return jdbi.withHandle(handle -> names(handle, modelId));
    }

    /**
     * Keeps further names while there is room, the first in the order of the names; returns all
     * that are kept then. Callers take turns, so the bound holds for all collectors together.
     */
    public Set<String> keep(int modelId, Set<String> more) {
        return jdbi.inTransaction(
                handle -> {
                    handle.createQuery("select id from model where id = :id for no key update")
                            .bind("id", modelId)
                            .mapTo(Integer.class)
                            .findOne();
                    Set<String> kept = names(handle, modelId);
                    for (String name : new TreeSet<>(more)) {
                        if (kept.size() < NAMES_MAX && kept.add(name)) {
                            handle.execute(
                                    "insert into model_extra (model_id, name) values (?, ?)",
                                    modelId,
                                    name);
                        }
                    }
                    return kept;
                });
    }

    private static Set<String> names(Handle handle, int modelId) {
        return new TreeSet<>(
                handle.createQuery("select name from model_extra where model_id = :id")
                        .bind("id", modelId)
                        .mapTo(String.class)
                        .list());
    }

    /** Adds to the counts, all or none; those of versions that are gone are left out. */
    public void add(SortedMap<UnknownFeature, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        jdbi.useTransaction(
                handle -> {
                    PreparedBatch batch =
                            handle.prepareBatch(
                                    """
                                    insert into schema_drift as s
                                      (version_id, environment, day, name, n)
                                    select id, :environment, :day, :name, :n
                                      from model_version where id = :version
                                    on conflict (version_id, environment, day, name) do update
                                      set n = s.n + excluded.n, last_seen = now()
                                    """);
                    counts.forEach((feature, n) -> bind(batch, feature, n));
                    batch.execute();
                });
    }

    private static void bind(PreparedBatch batch, UnknownFeature feature, long n) {
        batch.bind("version", feature.versionId())
                .bind("environment", feature.environment())
                .bind("day", feature.day())
                .bind("name", feature.name())
                .bind("n", n)
                .add();
    }

    /** Counts by name over days in {@code [from, to)}, for example of one window. */
    public Map<String, Long> counts(VersionScope scope, LocalDate from, LocalDate to) {
        Map<String, Long> counts = new TreeMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                                select name, sum(n)::int8 as n from schema_drift
                                                 where version_id = :version
                                                   and environment = :environment
                                                   and day >= :from and day < :to
                                                 group by name
                                                """)
                                .bind("version", scope.versionId())
                                .bind("environment", scope.environment())
                                .bind("from", from)
                                .bind("to", to)
                                .map(
                                        row ->
                                                counts.put(
                                                        row.getColumn("name", String.class),
                                                        row.getColumn("n", Long.class)))
                                .list());
        return counts;
    }
}
