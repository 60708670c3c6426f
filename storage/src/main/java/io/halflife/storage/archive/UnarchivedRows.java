// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What of the log an archive does not have yet. */
public final class UnarchivedRows {

    /** Rows of p that are in no stretch of the archive; :until is what a run may see. */
    static final String NOT_ARCHIVED =
            """
             p.received_at < :until and not exists (
               select from archive_stretch s
                where s.archive_id = :archive and s.kind = :kind and s.model_id = p.model_id
                  and p.event_time >= s.lower_bound and p.event_time < s.upper_bound
                  and p.received_at < s.archived_until)
            """;

    private static final String STRETCHES =
            """
            select name, lower_bound, upper_bound from halflife_partitions(:kind)
             where state = 'ATTACHED' and lower_bound < :before
             order by lower_bound, name
            """;

    private static final String PREDICTIONS =
            """
            select u.model_id, m.name, u.version_id, v.version, u.environment, u.n
              from (select p.model_id, p.version_id, p.environment, count(*) as n from %s p
                     where %s and (:model is null or p.model_id = :model) group by 1, 2, 3) u
              join model m on m.id = u.model_id
              join model_version v on v.id = u.version_id
             order by u.model_id, u.version_id, u.environment
            """;

    private static final String GROUND_TRUTH =
            """
            select u.model_id, m.name, null::int as version_id, null::text as version,
                   null::text as environment, u.n
              from (select p.model_id, count(*) as n from %s p
                     where %s and (:model is null or p.model_id = :model) group by 1) u
              join model m on m.id = u.model_id
             order by u.model_id
            """;

    /** What waits to be matched by id may become ground truth that is as old as it is. */
    private static final String SETTLED_LABELS =
            """
            select least(:until, min(received_at)) from ground_truth_pending
             where model_id = :model
            """;

    private final Jdbi jdbi;
    private final UUID archive;

    public UnarchivedRows(Jdbi jdbi, ArchiveCatalog catalog) {
        this.jdbi = jdbi;
        this.archive = catalog.id();
    }

    /** The partitions that begin before an instant; predictions: that are over by then. */
    public List<LogStretch> stretches(ArchiveKind kind, Instant before) {
        List<LogStretch> stretches =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(STRETCHES)
                                        .bind("kind", kind.table())
                                        .bind("before", before)
                                        .map((row, context) -> stretch(kind, row))
                                        .list());
        return stretches.stream()
                .filter(s -> kind == ArchiveKind.GROUND_TRUTH || !s.upper().isAfter(before))
                .toList();
    }

    private static LogStretch stretch(ArchiveKind kind, ResultSet row) throws SQLException {
        return new LogStretch(
                kind,
                row.getString("name"),
                CatalogRows.instant(row, "lower_bound"),
                CatalogRows.instant(row, "upper_bound"));
    }

    /**
     * The files that a partition still lacks, model by model.
     *
     * @param model only this one, if given
     * @param until a watermark: rows that arrived before it are all visible
     */
    public List<ArchiveUnit> units(LogStretch stretch, Optional<Integer> model, Instant until) {
        return jdbi.inTransaction(
                handle -> {
                    handle.execute("set local statement_timeout = '30min'");
                    List<ArchiveUnit> units = counted(handle, stretch, model, until);
                    return stretch.kind() == ArchiveKind.PREDICTION
                            ? units
                            : settled(handle, units);
                });
    }

    private List<ArchiveUnit> counted(
            Handle handle, LogStretch stretch, Optional<Integer> model, Instant until) {
        String sql = stretch.kind() == ArchiveKind.PREDICTION ? PREDICTIONS : GROUND_TRUTH;
        return handle.createQuery(sql.formatted(stretch.table(), NOT_ARCHIVED))
                .bind("archive", archive)
                .bind("kind", stretch.kind().table())
                .bind("until", until)
                .bindByType("model", model.orElse(null), Integer.class)
                .map((row, context) -> unit(stretch, until, row))
                .list();
    }

    private static ArchiveUnit unit(LogStretch stretch, Instant until, ResultSet row)
            throws SQLException {
        return new ArchiveUnit(
                stretch,
                row.getInt("model_id"),
                row.getString("name"),
                row.getObject("version_id", Integer.class),
                row.getString("version"),
                row.getString("environment"),
                row.getLong("n"),
                until);
    }

    private List<ArchiveUnit> settled(Handle handle, List<ArchiveUnit> units) {
        List<ArchiveUnit> settled = new ArrayList<>();
        for (ArchiveUnit unit : units) {
            Instant until =
                    handle.createQuery(SETTLED_LABELS)
                            .bind("until", unit.until())
                            .bind("model", unit.modelId())
                            .mapTo(Instant.class)
                            .one();
            settled.addAll(counted(handle, unit.stretch(), Optional.of(unit.modelId()), until));
        }
        return settled;
    }
}
