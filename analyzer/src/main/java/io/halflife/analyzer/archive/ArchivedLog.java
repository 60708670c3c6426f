// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.ArchivedStretch;
import io.halflife.storage.analysis.LiveCounts;
import io.halflife.storage.analysis.RowQuery;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.Seen;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.archive.ArchiveCatalog;
import io.halflife.storage.archive.ArchiveKind;
import io.halflife.storage.archive.ArchivedFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The log of an installation whose older rows lie in an archive: finds the windows that a run has
 * to compute and says where their rows are. One thread.
 */
public final class ArchivedLog {

    private final Storage storage;
    private final ArchiveFolder archive;
    private final Map<RunView, Set<Window>> inFiles = new HashMap<>();

    private ArchivedLog(Storage storage, ArchiveFolder archive) {
        this.storage = storage;
        this.archive = archive;
    }

    /**
     * Reads which archive it is.
     *
     * @throws ArchiveException when the folder holds none of this database
     */
    public static ArchivedLog open(String location, Storage storage) {
        return new ArchivedLog(storage, ArchiveFolder.open(location, storage.jdbi()));
    }

    /** Names it among the archives of the database. */
    public UUID id() {
        return archive.catalog().id();
    }

    /** What of a version in one environment lies in the archive now. */
    public Scope of(RunView view, VersionDefinition version) {
        ArchiveCatalog.Holding predictions =
                archive.catalog().holding(ArchiveKind.PREDICTION, view.modelId());
        ArchiveCatalog.Holding labels =
                archive.catalog().holding(ArchiveKind.GROUND_TRUTH, view.modelId());
        List<ArchivedFile> files =
                predictions.files().stream()
                        .filter(file -> file.versionId() == view.versionId())
                        .filter(file -> file.environment().equals(view.environment()))
                        .toList();
        ArchivedPart part =
                new ArchivedPart(
                        archive.files(),
                        files,
                        labels.files(),
                        predictions.stretches(),
                        labels.stretches());
        return new Scope(view, part, RowColumns.of(version));
    }

    /** What was found by a scope of a view holds for its other scopes; other clocks are over. */
    private Set<Window> inFilesOf(RunView view) {
        inFiles.keySet().removeIf(known -> !known.asOf().equals(view.asOf()));
        return inFiles.computeIfAbsent(view, v -> new HashSet<>());
    }

    /** A version in one environment. */
    public final class Scope {

        private final RunView view;
        private final ArchivedPart part;
        private final RowColumns columns;

        /** Windows of which the database had no row of its own when they were looked for. */
        private final Set<Window> inFiles;

        private Scope(RunView view, ArchivedPart part, RowColumns columns) {
            this.inFiles = inFilesOf(view);
            this.view = view;
            this.part = part;
            this.columns = columns;
        }

        /**
         * Adds to the windows that the database found those that the archive has rows of.
         *
         * @param found what is new among the rows that the database still has
         */
        public List<TouchedWindow> touched(
                List<TouchedWindow> found, Seen seen, WindowSpec spec, Duration grace) {
            if (part.predictions().isEmpty()) {
                return found;
            }
            ArchiveSearch search = new ArchiveSearch(part, view, seen, spec, grace);
            Map<Window, TouchedWindow> touched = new TreeMap<>();
            found.forEach(window -> touched.put(window.window(), window));
            search.touched().forEach(window -> touched.putIfAbsent(window, null));
            List<TouchedWindow> all = new ArrayList<>();
            touched.forEach((window, known) -> all.add(search(search, window, known, seen)));
            return all;
        }

        private TouchedWindow search(
                ArchiveSearch search, Window window, TouchedWindow known, Seen seen) {
            long archived = search.rows(window);
            if (archived == 0) {
                return known;
            }
            LiveCounts live =
                    LiveCounts.of(
                            storage.jdbi(),
                            view,
                            window,
                            part.within(window).archived(),
                            seen,
                            search.newlyClosedFrom());
            boolean whole = live.fresh() || search.touched().contains(window);
            // Rows that were dropped without an archive: figures over the rest replace none.
            long lost = live.slim() - (archived - (live.rows() - live.live()));
            if (whole && lost <= 0) {
                if (live.live() == 0) {
                    inFiles.add(window);
                } else {
                    inFiles.remove(window);
                }
                return new TouchedWindow(window, archived + live.live(), false);
            }
            long rows = archived + live.live() + Math.max(0, lost);
            return known == null ? new TouchedWindow(window, rows, true) : known;
        }

        /** How the rows of a stretch are read. */
        public RowQuery query(WindowRows rows) {
            ArchivedPart within = part.within(rows.stretch());
            // Without features the database has what is needed as long as a label can come.
            if (!rows.features() || within.predictions().isEmpty()) {
                return rows;
            }
            ArchivedRows archived = new ArchivedRows(rows, within, columns);
            return inFiles.contains(rows.stretch())
                            && ArchivedColumns.areApart(within.predictions())
                    ? new ArchivedColumns(archived)
                    : archived;
        }

        /** How many rows of a stretch there are, in the archive and in the database together. */
        public long rows(Window stretch) {
            long archived =
                    new ArchiveSearch(part, view, Seen.NOTHING, null, Duration.ZERO).rows(stretch);
            List<ArchivedStretch> known = part.within(stretch).archived();
            return archived
                    + LiveCounts.of(storage.jdbi(), view, stretch, known, Seen.NOTHING, Instant.MIN)
                            .live();
        }
    }

    static Instant newlyClosedFrom(Seen seen, WindowSpec spec, Duration grace) {
        if (seen.equals(Seen.NOTHING)) {
            return Instant.MIN;
        }
        Instant closedUntil = seen.asOf().minus(grace);
        return spec.containing(closedUntil).map(Window::start).orElse(closedUntil);
    }
}
