// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.LogFixture;
import io.halflife.storage.analysis.LogFixture.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing leaves the database before an archive has it. */
class ArchivedOnlyIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant DAY = Instant.parse("2024-03-01T00:00:00Z");
    private static final Instant NEXT = Instant.parse("2024-03-02T00:00:00Z");
    private static final Instant DUE = DAY.plus(Duration.ofDays(16));
    private static final RetentionRules RULES = rules(true);
    private static final int ROWS = 50;

    private final UUID archive = UUID.randomUUID();
    private Storage storage;
    private Jdbi jdbi;

    private static RetentionRules rules(boolean archivedOnly) {
        RetentionRules defaults = RetentionRules.DEFAULTS;
        return new RetentionRules(
                defaults.raw(),
                defaults.labels(),
                defaults.latencies(),
                defaults.rejects(),
                archivedOnly);
    }

    @BeforeEach
    void open() {
        storage = Storage.open(PostgresFixture.freshSettings());
        jdbi = storage.jdbi();
        jdbi.useHandle(h -> h.execute("select halflife_ensure_partitions(?, ?)", DAY, DAY));
        jdbi.useHandle(
                h ->
                        h.execute(
                                "insert into archive (archive_id, location) values (?, 'here')",
                                archive));
        predict(1, 0);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void oldDay_inNoArchive_stays() throws SQLException {
        MaintenanceReport report = run(RULES);

        assertEquals(1, report.unarchived());
        assertEquals(ROWS, rows());
        assertEquals(Map.of(), report.dropped());
        assertTrue(report.isComplete(), "waiting is no failure");
    }

    @Test
    void oldDay_withoutTheRule_goes() throws SQLException {
        MaintenanceReport report = run(rules(false));

        assertEquals(0, report.unarchived());
        assertEquals(0, rows());
    }

    @Test
    void oldDay_inAnArchive_goes() throws SQLException {
        archive(1, DUE, true);

        MaintenanceReport report = run(RULES);

        assertEquals(0, report.unarchived());
        assertEquals(0, rows());
        assertEquals(ROWS, report.dropped().get("prediction").rows());
    }

    @Test
    void oldDay_onlyCopied_stays() throws SQLException {
        archive(1, DUE, false);

        assertEquals(1, run(RULES).unarchived());
        assertEquals(ROWS, rows());
    }

    @Test
    void oldDay_ofTwoModelsOfWhichOneIsArchived_stays() throws SQLException {
        predict(2, 0);
        archive(1, DUE, true);

        assertEquals(1, run(RULES).unarchived());
        assertEquals(2 * ROWS, rows());

        archive(2, DUE, true);
        assertEquals(0, run(RULES).unarchived());
        assertEquals(0, rows());
    }

    /** A late row is in no file yet: the whole day waits for the next archiving. */
    @Test
    void oldDay_withARowThatCameAfterItWasArchived_stays() throws SQLException {
        archive(1, NEXT, true);
        log(1).latePredictions(List.of(Row.at(DAY.plusSeconds(1), "late")), Duration.ofDays(1));

        assertEquals(1, run(RULES).unarchived());
        assertEquals(ROWS + 1, rows());

        archive(1, DUE, true);
        assertEquals(0, run(RULES).unarchived());
        assertEquals(0, rows());
    }

    /** Written while the table was being taken out: it becomes a part of the log again. */
    @Test
    void oldDay_withARowThatCameWhileItWasDetached_isTakenBack() throws SQLException {
        archive(1, NEXT, true);
        Consumer<String> lateWriter =
                step -> {
                    if (step.equals("marked")) {
                        log(1).latePredictions(
                                        List.of(Row.at(DAY.plusSeconds(1), "late")),
                                        Duration.ofDays(1));
                    }
                };

        MaintenanceReport report =
                new Maintenance(storage, RULES, lateWriter).run(DUE).orElseThrow();

        assertEquals(Map.of(), report.failures());
        assertEquals(1, report.unarchived());
        assertEquals(ROWS + 1, rows(), "a row is lost, or not to be seen");
        archive(1, DUE, true);
        assertEquals(0, run(RULES).unarchived());
        assertEquals(0, rows());
    }

    private LogFixture log(int model) {
        return new LogFixture(jdbi, model, model, LogFixture.PRODUCTION);
    }

    private void predict(int model, int from) {
        log(model)
                .predictions(
                        IntStream.range(from, from + ROWS)
                                .mapToObj(i -> Row.at(DAY.plusSeconds(60L * i), "row " + i))
                                .toList());
    }

    /** As archiving notes it when its files are read back. */
    private void archive(int model, Instant until, boolean released) {
        jdbi.useHandle(
                h ->
                        h.execute(
                                """
                                insert into archive_stretch values (?, 'prediction', ?, ?, ?, ?, ?)
                                on conflict (archive_id, kind, model_id, lower_bound, upper_bound)
                                  do update set archived_until = excluded.archived_until
                                """,
                                archive,
                                model,
                                DAY,
                                NEXT,
                                until,
                                released));
    }

    private MaintenanceReport run(RetentionRules rules) throws SQLException {
        MaintenanceReport report = new Maintenance(storage, rules).run(DUE).orElseThrow();
        assertEquals(Map.of(), report.failures());
        return report;
    }

    private long rows() {
        return jdbi.withHandle(
                h -> h.createQuery("select count(*) from prediction").mapTo(Long.class).one());
    }
}
