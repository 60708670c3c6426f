// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.columnar.TableSchema;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.Watermark;
import io.halflife.storage.archive.ArchiveKind;
import io.halflife.storage.archive.ArchiveLock;
import io.halflife.storage.archive.ArchiveRows;
import io.halflife.storage.archive.ArchiveUnit;
import io.halflife.storage.archive.ArchivedFile;
import io.halflife.storage.archive.LogStretch;
import io.halflife.storage.archive.UnarchivedRows;
import io.halflife.storage.model.RegisteredModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes to an archive what of the log it does not have yet, partition by partition and model by
 * model; each model's part is noted when all its files were read back. A run that ends in the
 * middle is gone on with by the next. One thread.
 */
public final class ArchiveRun {

    private final Storage storage;
    private final ArchiveOptions options;
    private final Consumer<ArchivedFile> written;

    /**
     * A run.
     *
     * @param written hears of each file when it is noted
     */
    public ArchiveRun(Storage storage, ArchiveOptions options, Consumer<ArchivedFile> written) {
        this.storage = storage;
        this.options = options;
        this.written = written;
    }

    /**
     * Writes what is missing.
     *
     * @throws ArchiveException when something keeps it from doing so; what was noted stays noted
     */
    public void run() {
        Optional<ArchiveLock> lock = ArchiveLock.take(storage.jdbi());
        if (lock.isEmpty()) {
            throw new ArchiveException("another process writes an archive of this database");
        }
        ArchiveLock taken = lock.get();
        try (taken) {
            write(ArchiveFolder.prepare(options.to(), storage.jdbi()));
        }
    }

    private void write(ArchiveFolder archive) {
        Watermark watermark = new Watermark(storage.jdbi());
        Instant clock = watermark.clock();
        Instant before = options.before(clock);
        Optional<Integer> model = options.model().map(this::modelId);
        Instant until = watermark.settled(clock);
        UnarchivedRows unarchived = new UnarchivedRows(storage.jdbi(), archive.catalog());
        // Predictions first: who sees a prediction in the archive finds its labels in the database.
        for (ArchiveKind kind : ArchiveKind.values()) {
            for (LogStretch stretch : unarchived.stretches(kind, before)) {
                byModel(unarchived.units(stretch, model, until))
                        .forEach((id, units) -> write(archive, stretch, units));
                if (!options.keep()) {
                    archive.catalog().release(stretch, model);
                }
            }
        }
    }

    private int modelId(String name) {
        return storage.models()
                .find(name)
                .map(RegisteredModel::modelId)
                .orElseThrow(() -> new ArchiveException("there is no model " + name));
    }

    private static Map<Integer, List<ArchiveUnit>> byModel(List<ArchiveUnit> units) {
        Map<Integer, List<ArchiveUnit>> byModel = new LinkedHashMap<>();
        units.forEach(
                unit -> byModel.computeIfAbsent(unit.modelId(), id -> new ArrayList<>()).add(unit));
        return byModel;
    }

    private void write(ArchiveFolder archive, LogStretch stretch, List<ArchiveUnit> units) {
        ArchiveRows rows =
                new ArchiveRows(DatabaseAccess.of(storage.settings()), archive.catalog());
        UnitWriter writer = new UnitWriter(archive, rows);
        List<ArchivedFile> files = new ArrayList<>();
        for (ArchiveUnit unit : units) {
            if (unit.rows() > 0) {
                files.add(writer.write(unit, schema(unit)));
            }
        }
        ArchiveUnit first = units.get(0);
        archive.catalog().add(stretch, first.modelId(), first.until(), files, !options.keep());
        files.forEach(written);
    }

    private TableSchema schema(ArchiveUnit unit) {
        return unit.version() == null
                ? ArchiveTables.groundTruth()
                : ArchiveTables.predictions(
                        storage.models()
                                .version(new ModelVersion(unit.model(), unit.version()))
                                .orElseThrow()
                                .definition());
    }
}
