// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import io.halflife.monitor.window.Window;
import io.halflife.storage.analysis.ArchivedStretch;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** What lies in one archive, and what of the log does not yet. Thread-safe. */
public final class ArchiveCatalog {

    private static final String FILE_COLUMNS =
            """
            path, kind, model_id, version_id, environment, n_rows, n_bytes, checksum, first_event,
            last_event, last_received, last_available
            """;

    private static final String ADD_FILE =
            """
            insert into archive_file (archive_id, %s)
            values (:archive, :path, :kind, :model, :version, :environment, :rows, :bytes,
              :checksum, :first_event, :last_event, :last_received, :last_available)
            """
                    .formatted(FILE_COLUMNS);

    /** What was released once stays so: its rows may be gone already. */
    private static final String ADD_STRETCH =
            """
            insert into archive_stretch (archive_id, kind, model_id, lower_bound, upper_bound,
              archived_until, released)
            values (:archive, :kind, :model, :lower, :upper, :until, :released)
            on conflict (archive_id, kind, model_id, lower_bound, upper_bound) do update
              set archived_until = greatest(archive_stretch.archived_until, excluded.archived_until),
                  released = archive_stretch.released or excluded.released
            """;

    private final Jdbi jdbi;
    private final UUID id;

    private ArchiveCatalog(Jdbi jdbi, UUID id) {
        this.jdbi = jdbi;
        this.id = id;
    }

    /** The archive of this id; empty when this database has none such. */
    public static Optional<ArchiveCatalog> find(Jdbi jdbi, UUID id) {
        boolean known =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                "select exists (select from archive where"
                                                        + " archive_id = :id)")
                                        .bind("id", id)
                                        .mapTo(Boolean.class)
                                        .one());
        return known ? Optional.of(new ArchiveCatalog(jdbi, id)) : Optional.empty();
    }

    /** Notes an archive of a new id. */
    public static ArchiveCatalog create(Jdbi jdbi, UUID id, String location) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        "insert into archive (archive_id, location) values (:id,"
                                                + " :location)")
                                .bind("id", id)
                                .bind("location", location)
                                .execute());
        return new ArchiveCatalog(jdbi, id);
    }

    public UUID id() {
        return id;
    }

    /** Where it is written to now. */
    public void moveTo(String location) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        "update archive set location = :location where archive_id"
                                                + " = :id and location <> :location")
                                .bind("id", id)
                                .bind("location", location)
                                .execute());
    }

    /** Never given twice. */
    public long nextFileNumber() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("select nextval('archive_file_number')")
                                .mapTo(Long.class)
                                .one());
    }

    private List<ArchivedFile> files(Handle handle, ArchiveKind kind, int modelId) {
        return handle.createQuery(
                        """
                        select %s from archive_file
                         where archive_id = :archive and kind = :kind and model_id = :model
                         order by first_event, path
                        """
                                .formatted(FILE_COLUMNS))
                .bind("archive", id)
                .bind("kind", kind.table())
                .bind("model", modelId)
                .map((row, context) -> CatalogRows.file(row))
                .list();
    }

    /**
     * What of a model's rows lies here.
     *
     * @param files of all its versions, in the order of time
     * @param stretches what they make up
     */
    public record Holding(List<ArchivedFile> files, List<ArchivedStretch> stretches) {

        public Holding {
            files = List.copyOf(files);
            stretches = List.copyOf(stretches);
        }
    }

    /** Files and stretches at one moment: none is there without the other. */
    public Holding holding(ArchiveKind kind, int modelId) {
        return jdbi.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                handle ->
                        new Holding(
                                files(handle, kind, modelId), stretches(handle, kind, modelId)));
    }

    private List<ArchivedStretch> stretches(Handle handle, ArchiveKind kind, int modelId) {
        return handle.createQuery(
                        """
                        select lower_bound, upper_bound, archived_until from archive_stretch
                         where archive_id = :archive and kind = :kind and model_id = :model
                         order by lower_bound, upper_bound
                        """)
                .bind("archive", id)
                .bind("kind", kind.table())
                .bind("model", modelId)
                .map(
                        (row, context) ->
                                new ArchivedStretch(
                                        CatalogRows.instant(row, "lower_bound"),
                                        CatalogRows.instant(row, "upper_bound"),
                                        CatalogRows.instant(row, "archived_until")))
                .list();
    }

    /**
     * Where rows lie that the database does not have any more: the archives with files that hold
     * more rows than are left of them.
     *
     * @param besides the archive that is read anyway; null for none
     */
    public static List<String> holdersOf(
            Jdbi jdbi, VersionScope scope, Window stretch, UUID besides) {
        return jdbi.inTransaction(
                handle -> {
                    // What was archived and is not dropped yet is counted.
                    handle.execute("set local statement_timeout = '10min'");
                    return handle.createQuery(
                                    """
                                        select distinct a.location from archive a
                                          join archive_file f using (archive_id)
                                         where f.kind = 'prediction' and f.version_id = :version
                                           and f.environment = :environment
                                           and f.first_event < :to and f.last_event >= :from
                                           and (cast(:besides as uuid) is null
                                                or archive_id <> cast(:besides as uuid))
                                           and f.n_rows > (
                                             select count(*) from prediction p
                                              where p.model_id = f.model_id
                                                and p.version_id = f.version_id
                                                and p.environment = f.environment
                                                and p.event_time between f.first_event
                                                                     and f.last_event
                                                and p.received_at <= f.last_received)
                                         order by 1
                                        """)
                            .bind("version", scope.versionId())
                            .bind("environment", scope.environment())
                            .bind("from", stretch.start())
                            .bind("to", stretch.end())
                            .bindByType("besides", besides, UUID.class)
                            .mapTo(String.class)
                            .list();
                });
    }

    /** Paths of all files in a folder of the archive. */
    public List<String> pathsBelow(String folder) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select path from archive_file
                                         where archive_id = :archive and starts_with(path, :folder)
                                        """)
                                .bind("archive", id)
                                .bind("folder", folder + "/")
                                .mapTo(String.class)
                                .list());
    }

    /**
     * Notes files that were read back, and with them that nothing of the model's stretch from
     * before {@code until} is missing. All or nothing.
     *
     * @param released whether the rows may leave the database
     */
    public void add(
            LogStretch stretch,
            int modelId,
            Instant until,
            List<ArchivedFile> files,
            boolean released) {
        Objects.requireNonNull(stretch, "stretch");
        jdbi.useTransaction(
                handle -> {
                    addFiles(handle, files);
                    handle.createUpdate(ADD_STRETCH)
                            .bind("archive", id)
                            .bind("kind", stretch.kind().table())
                            .bind("model", modelId)
                            .bind("lower", stretch.lower())
                            .bind("upper", stretch.upper())
                            .bind("until", until)
                            .bind("released", released)
                            .execute();
                });
    }

    /**
     * What was only a copy so far may leave the database, too.
     *
     * @param model only of this one, if given
     */
    public void release(LogStretch stretch, Optional<Integer> model) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        update archive_stretch set released = true
                                         where archive_id = :archive and kind = :kind
                                           and lower_bound = :lower and upper_bound = :upper
                                           and (:model is null or model_id = :model)
                                           and not released
                                        """)
                                .bind("archive", id)
                                .bind("kind", stretch.kind().table())
                                .bind("lower", stretch.lower())
                                .bind("upper", stretch.upper())
                                .bindByType("model", model.orElse(null), Integer.class)
                                .execute());
    }

    private void addFiles(Handle handle, List<ArchivedFile> files) {
        if (files.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(ADD_FILE);
        for (ArchivedFile file : files) {
            batch.bind("archive", id)
                    .bind("path", file.path())
                    .bind("kind", file.kind().table())
                    .bind("model", file.modelId())
                    .bind("version", file.versionId())
                    .bind("environment", file.environment())
                    .bind("rows", file.rows())
                    .bind("bytes", file.bytes())
                    .bind("checksum", file.checksum())
                    .bind("first_event", file.firstEvent())
                    .bind("last_event", file.lastEvent())
                    .bind("last_received", file.lastReceived())
                    .bind("last_available", file.lastAvailable())
                    .add();
        }
        batch.execute();
    }
}
