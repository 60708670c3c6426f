// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.columnar.ColumnFile;
import io.halflife.analyzer.columnar.ColumnGroup;
import io.halflife.analyzer.columnar.Folders;
import io.halflife.analyzer.columnar.Ids;
import io.halflife.analyzer.columnar.Texts;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.LogFixture;
import io.halflife.storage.analysis.LogFixture.Row;
import io.halflife.storage.archive.ArchiveLock;
import io.halflife.storage.archive.ArchivedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ArchiveRunIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private final Storage storage = POSTGRES.storage();
    private final CreditRisk model = CreditRisk.register(storage);

    @TempDir private Path folder;

    @Test
    void run_writesWhatTheLogHolds() throws IOException {
        List<Loan> loans = model.playDay(0);
        model.playDay(1);

        List<ArchivedFile> files = archive(false);

        assertEquals(
                List.of(
                        "prediction/model="
                                + model.name()
                                + "/version=1/environment=production/month=2024-03",
                        "ground_truth/model=" + model.name() + "/month=2024-03"),
                files.stream().map(ArchiveRunIT::parent).toList());
        assertEquals(List.of(600L, 600L), files.stream().map(ArchivedFile::rows).toList());
        try (ColumnFile file = open(files.get(0))) {
            ColumnGroup rows =
                    file.read(
                            0,
                            List.of(
                                    "prediction_id",
                                    "feature_income",
                                    "feature_age",
                                    "feature_region",
                                    "predicted_class",
                                    "score"));
            Ids ids = rows.ids("prediction_id");
            double[][] numbers = {
                rows.numbers("feature_income"), rows.numbers("feature_age"), rows.numbers("score")
            };
            Texts region = rows.texts("feature_region");
            Texts predicted = rows.texts("predicted_class");
            for (int i = 0; i < 300; i++) {
                Row row = loans.get(i).row();
                Double age = row.features().get(1);
                assertEquals(LogFixture.idOf(row.id()), new UUID(ids.upper(i), ids.lower(i)));
                assertEquals(row.features().get(0), numbers[0][i]);
                assertEquals(age == null ? Double.NaN : age, numbers[1][i]);
                assertEquals(row.score(), numbers[2][i]);
                assertEquals(row.category(), region.get(i));
                assertEquals(row.predictedClass(), predicted.get(i));
            }
        }
    }

    @Test
    void run_twiceIsOnce() throws IOException {
        model.playDay(0);
        archive(false);
        List<String> before = paths();

        assertEquals(List.of(), archive(false));
        assertEquals(before, paths());
    }

    /** The partition is made anew after its rows were archived and dropped. */
    @Test
    void run_lateRowsBecomeAnotherFile() throws IOException {
        model.playDay(0);
        archive(false);
        liveRows(model.loans(0, 20).stream().map(Loan::row).map(ArchiveRunIT::renamed).toList());

        List<ArchivedFile> late = archive(false);

        assertEquals(List.of(20L), late.stream().map(ArchivedFile::rows).toList());
    }

    @Test
    void run_goesOnAfterItsProcessDied() throws IOException {
        model.playDay(0);
        model.playDay(1);
        ArchiveOptions options = options(false);
        List<ArchivedFile> first = new ArrayList<>();
        assertThrows(
                IllegalStateException.class,
                () ->
                        new ArchiveRun(
                                        storage,
                                        options,
                                        file -> {
                                            first.add(file);
                                            throw new IllegalStateException("killed");
                                        })
                                .run());
        assertEquals(1, first.size());
        Path unfinished = folder.resolve("ground_truth/model=" + model.name() + "/month=2024-03");
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve(".000000777.parquet.tmp"), "half");
        Files.writeString(unfinished.resolve("000000778.parquet"), "never noted");
        Files.writeString(unfinished.resolve("mine.txt"), "of the user");

        List<ArchivedFile> rest = archive(false);

        assertEquals(1, rest.size());
        List<String> paths = paths();
        assertEquals(
                2, paths.stream().filter(path -> path.endsWith(".parquet")).count(), "" + paths);
        assertTrue(paths.stream().noneMatch(path -> path.endsWith(".tmp")), paths::toString);
        assertTrue(paths.stream().anyMatch(path -> path.endsWith("mine.txt")), paths::toString);
    }

    /** Only what lies in an archive for good may leave the database. */
    @Test
    void keep_isACopyUntilItIsReleased() throws IOException {
        model.playDay(40);
        archive(true);
        assertFalse(mayBeDropped());

        archive(false);

        assertTrue(mayBeDropped());
        liveRows(List.of(renamed(model.loans(40, 1).get(0).row())));
        assertFalse(mayBeDropped());
    }

    @Test
    void run_onlyTheModelThatIsNamed() throws IOException {
        CreditRisk other = CreditRisk.register(storage);
        model.playDay(0);
        other.playDay(0);

        List<ArchivedFile> files = archive(false);

        assertTrue(
                files.stream().allMatch(f -> f.modelId() == model.version().modelId()),
                files::toString);
    }

    @Test
    void run_refusesTheArchiveOfAnotherDatabase() throws IOException {
        Files.writeString(
                folder.resolve("_halflife_archive.json"),
                "{\"format\":1,\"archive_id\":\"" + UUID.randomUUID() + "\"}");

        ArchiveException refused = assertThrows(ArchiveException.class, () -> archive(false));

        assertTrue(refused.getMessage().contains("another database"), refused::getMessage);
    }

    @Test
    void run_onlyOneAtATime() throws Exception {
        try (ArchiveLock lock = ArchiveLock.take(storage.jdbi()).orElseThrow()) {
            ArchiveException refused = assertThrows(ArchiveException.class, () -> archive(false));
            assertTrue(refused.getMessage().contains("another process"), lock::toString);
        }
    }

    private static Row renamed(Row row) {
        return new Row(
                row.eventTime().plus(Duration.ofMillis(7)),
                "late/" + row.id(),
                row.features(),
                row.category(),
                row.predictedClass(),
                row.score());
    }

    /** They arrive now, whenever they happened. */
    private void liveRows(List<Row> rows) {
        storage.jdbi()
                .useTransaction(handle -> rows.forEach(row -> model.log().predictIn(handle, row)));
    }

    private boolean mayBeDropped() {
        return storage.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select halflife_is_archived('prediction', p.name,
                                                         p.lower_bound, p.upper_bound)
                                                  from halflife_partitions('prediction') p
                                                 where p.lower_bound = timestamptz '2024-04-01Z'
                                                """)
                                        .mapTo(Boolean.class)
                                        .one());
    }

    private ArchiveOptions options(boolean keep) {
        return new ArchiveOptions(
                folder.toString(), Optional.of(model.name()), Optional.empty(), keep);
    }

    private List<ArchivedFile> archive(boolean keep) {
        List<ArchivedFile> files = new ArrayList<>();
        new ArchiveRun(storage, options(keep), files::add).run();
        return files;
    }

    private static String parent(ArchivedFile file) {
        return file.path().substring(0, file.path().lastIndexOf('/'));
    }

    private ColumnFile open(ArchivedFile file) throws IOException {
        return ColumnFile.open(Folders.of(folder.toString()).open(file.path()));
    }

    private List<String> paths() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
