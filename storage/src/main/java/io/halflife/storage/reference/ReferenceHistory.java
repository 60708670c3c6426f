// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Every reference that a version ever had. Blocking. */
public final class ReferenceHistory {

    private final Jdbi jdbi;

    /**
     * One of them, and when it judged.
     *
     * @param from when it came into force; null while it did not
     * @param to when a later one took over; null while it is in force
     */
    public record Entry(StoredReference reference, Instant from, Instant to) {}

    /** A reference and the model that it belongs to. */
    public record Owned(String model, StoredReference reference) {}

    public ReferenceHistory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Oldest first: in the order in which they were put; those that still collect come last. */
    public List<Entry> of(int versionId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select s.*, min(profiled_at) over (
                                                 order by frozen_at nulls last, reference_id
                                                 rows between 1 following and unbounded following) as later
                                          from reference_state s
                                         where version_id = :versionId
                                         order by frozen_at nulls last, reference_id
                                        """)
                                .bind("versionId", versionId)
                                .map(
                                        row ->
                                                entry(
                                                        StoredReference.of(row),
                                                        row.getColumn("later", Instant.class)))
                                .list());
    }

    /** One that a later one overtook before it was profiled was never in force. */
    private static Entry entry(StoredReference reference, Instant later) {
        Instant from = reference.profiledAt();
        boolean ever = from != null && (later == null || from.isBefore(later));
        return ever ? new Entry(reference, from, later) : new Entry(reference, null, null);
    }

    /**
     * Where a version stands.
     *
     * @param reference the one in force; else the one that was put last
     * @param references how many the version ever had
     */
    public record Standing(StoredReference reference, int references) {}

    /** Of many versions at once; versions without any reference are absent. */
    public Map<Integer, Standing> standing(Collection<Integer> versions) {
        Map<Integer, Standing> found = new LinkedHashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select distinct on (version_id) s.*,
                                               count(*) over (partition by version_id) as reference_count
                                          from reference_state s
                                         where version_id = any(:versions)
                                         order by version_id, in_force desc,
                                                  frozen_at desc nulls last, reference_id desc
                                        """)
                                .bindArray("versions", Integer.class, versions.toArray())
                                .map(
                                        row ->
                                                Map.entry(
                                                        row.getColumn("version_id", Integer.class),
                                                        new Standing(
                                                                StoredReference.of(row),
                                                                row.getColumn(
                                                                        "reference_count",
                                                                        Integer.class))))
                                .forEach(row -> found.put(row.getKey(), row.getValue())));
        return found;
    }

    /** By its own id; empty while it still collects rows, and when there is none. */
    public Optional<Owned> find(long referenceId) {
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
                                                new Owned(
                                                        row.getColumn("model", String.class),
                                                        StoredReference.of(row)))
                                .findOne());
    }
}
