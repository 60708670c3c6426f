// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.LogFixture;
import io.halflife.storage.analysis.LogFixture.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MaintenanceIT {

    /** Starts the server; each test has a database of its own. */
    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant DAY_1 = Instant.parse("2024-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int ROWS = 120;

    private Storage storage;
    private Jdbi jdbi;
    private LogFixture log;

    @BeforeEach
    void open() {
        storage = Storage.open(PostgresFixture.freshSettings());
        jdbi = storage.jdbi();
        log = new LogFixture(jdbi, 1, 1, LogFixture.PRODUCTION);
        dayPartitions(DAY_1);
        dayPartitions(DAY_1.plus(DAY));
    }

    /** As they were made while the day was to come. */
    private void dayPartitions(Instant day) {
        jdbi.useHandle(h -> h.execute("select halflife_ensure_partitions(?, ?)", day, day));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void run_makesPartitionsAhead() throws SQLException {
        Instant newYear = Instant.parse("2027-12-24T23:59:59Z");
        assertEquals(0, maintenance().bounds(newYear).daysAhead(newYear));

        run(newYear);

        PartitionBounds bounds = maintenance().bounds(newYear);
        assertEquals(14, bounds.daysAhead(newYear));
        assertEquals(Instant.parse("2028-01-08T00:00:00Z"), bounds.newest());
    }

    @Test
    void run_oldDay_isDroppedAndWhatLabelsNeedIsKept() throws SQLException {
        store(DAY_1, ROWS);
        store(DAY_1.plus(DAY), 1);
        List<String> before = texts(slimOf("prediction", "event_time < '2024-03-02'"));

        MaintenanceReport report = run(DAY_1.plus(Duration.ofDays(15)).plus(SECOND));

        assertEquals(List.of("prediction_d20240302"), existing(DAY_1, DAY_1.plus(DAY)));
        assertEquals(before, texts(slimOf("prediction_slim", "true")));
        assertEquals(ROWS, before.size());
        assertEquals(ROWS, report.dropped().get("prediction").rows());
        assertTrue(report.dropped().get("prediction").bytes() > ROWS * 100);
    }

    /** Its days are long over, but it was loaded today. */
    @Test
    void run_loadedHistory_staysAsLongAsLiveRows() throws SQLException {
        Instant loaded = DAY_1.plus(Duration.ofDays(100));
        log.latePredictions(rows(DAY_1, 3), Duration.ofDays(100));

        run(loaded);
        run(loaded.plus(Duration.ofDays(13)));
        assertEquals(3, number("select count(*) from prediction"));

        run(loaded.plus(Duration.ofDays(15)));
        assertEquals(0, number("select count(*) from prediction"));
        assertEquals(3, number("select count(*) from prediction_slim"));
    }

    @Test
    void run_loadedHistoryOfAMonth_isOnePartition() throws SQLException {
        Instant then = Instant.parse("1997-02-10T00:00:00Z");
        log.latePredictions(rows(then, 3), Duration.ofDays(10_000));

        run(then.plus(Duration.ofDays(10_020)));

        assertEquals(3, number("select count(*) from prediction_slim"));
        assertEquals(
                List.of(),
                texts("select name from halflife_partitions('prediction') where name ~ '1997'"));
    }

    @Test
    void run_thatDiesAfterAnyStep_losesNothingAndTheNextGoesOn() throws SQLException {
        for (String step : List.of("marked", "copied", "detached", "copied again", "dropped")) {
            Instant day = DAY_1.plus(Duration.ofDays(40L * step.length()));
            dayPartitions(day);
            log.predictions(rows(day, ROWS));
            Instant later = day.plus(Duration.ofDays(16));
            List<String> before = texts(slimOf("prediction", within(day)));

            Maintenance dying = dying(step);
            assertThrows(Death.class, () -> dying.run(later), step);
            assertEquals(
                    before,
                    texts(
                            slimOf("prediction", within(day))
                                    + " union "
                                    + slimOf("prediction_slim", within(day))
                                    + (exists(day) ? " union " + slimOf(nameOf(day), "true") : "")
                                    + " order by 1"),
                    step);

            run(later);
            assertEquals(before, texts(slimOf("prediction_slim", within(day))), step);
            assertEquals(List.of(), existing(day), step);
            assertEquals(
                    0,
                    number("select count(*) from partition_state where drop_began_at is not null"));
        }
    }

    /** It was not there when the rows were copied. */
    @Test
    void run_rowThatComesBetweenCopyAndDetach_isKept() throws SQLException {
        store(DAY_1, 2);
        AtomicBoolean first = new AtomicBoolean(true);
        Maintenance maintenance =
                new Maintenance(
                        storage,
                        RetentionRules.DEFAULTS,
                        step -> {
                            if (step.equals("copied") && first.getAndSet(false)) {
                                log.predictions(List.of(Row.at(DAY_1.plusSeconds(77), "late")));
                            }
                        });

        maintenance.run(DAY_1.plus(Duration.ofDays(16)));

        assertEquals(3, number("select count(*) from prediction_slim"));
        assertEquals(List.of(), existing(DAY_1));
    }

    /** Somebody began to load history of this very day. */
    @Test
    void run_writeWhileItIsCopied_endsTheDrop() throws SQLException {
        store(DAY_1, 2);
        Instant now = DAY_1.plus(Duration.ofDays(16));
        AtomicBoolean first = new AtomicBoolean(true);
        Maintenance maintenance =
                new Maintenance(
                        storage,
                        RetentionRules.DEFAULTS,
                        step -> {
                            if (step.equals("copied") && first.getAndSet(false)) {
                                log.latePredictions(
                                        List.of(Row.at(DAY_1.plusSeconds(77), "loaded")),
                                        Duration.ofDays(15));
                            }
                        });

        maintenance.run(now);

        assertEquals(3, number("select count(*) from prediction"));
        run(now.plus(Duration.ofDays(15)));
        assertEquals(3, number("select count(*) from prediction_slim"));
    }

    /**
     * A row of the stretch could be stored beside its twin, so it has to wait until the table is
     * gone.
     */
    @Test
    void run_whileDetached_noPartitionIsMadeInItsPlace() throws SQLException {
        store(DAY_1, 2);
        Maintenance dying = dying("detached");
        assertThrows(Death.class, () -> dying.run(DAY_1.plus(Duration.ofDays(16))));

        Exception refused =
                assertThrows(
                        RuntimeException.class,
                        () -> log.predictions(List.of(Row.at(DAY_1.plusSeconds(5), "again"))));

        assertEquals("55006", ((SQLException) refused.getCause()).getSQLState());
        run(DAY_1.plus(Duration.ofDays(16)));
        log.predictions(List.of(Row.at(DAY_1.plusSeconds(5), "again")));
    }

    @Test
    void run_longRead_holdsUpTheDropAndNobodyElse() throws SQLException {
        store(DAY_1, 2);
        Instant now = DAY_1.plus(Duration.ofDays(16));
        MaintenanceReport held;
        try (Connection reader = storage.dataSource().getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("select * from prediction").next();
            held = run(now);
            long started = System.nanoTime();
            log.predictions(List.of(Row.at(now, "meanwhile")));
            assertTrue(System.nanoTime() - started < 2_000_000_000L);
            reader.rollback();
        }

        assertEquals(1, held.postponed());
        assertEquals(Map.of(), held.failures());
        run(now);
        assertEquals(List.of(), existing(DAY_1));
        assertEquals(2, number("select count(*) from prediction_slim"));
    }

    /** He may want to keep it; it has the name of a partition all the same. */
    @Test
    void run_tableThatAPersonDetached_staysHis() throws SQLException {
        store(DAY_1, 2);
        jdbi.useHandle(
                h -> h.execute("alter table prediction detach partition prediction_d20240301"));

        run(DAY_1.plus(Duration.ofDays(16)));

        assertEquals(2, number("select count(*) from prediction_d20240301"));
    }

    /** The mark of a drop that never came to its end says nothing about the one of a person. */
    @Test
    void run_partitionThatIsNoLongerDue_losesTheMarkOfADropCutOff() throws SQLException {
        store(DAY_1, 2);
        Instant now = DAY_1.plus(Duration.ofDays(16));
        Maintenance dying = dying("marked");
        assertThrows(Death.class, () -> dying.run(now));
        log.latePredictions(List.of(Row.at(DAY_1.plusSeconds(77), "loaded")), Duration.ofDays(15));
        run(now);
        jdbi.useHandle(
                h -> h.execute("alter table prediction detach partition prediction_d20240301"));

        run(now.plusSeconds(60));

        assertEquals(3, number("select count(*) from prediction_d20240301"));
    }

    @Test
    void run_whileAnotherIsAtIt_isNothing() throws SQLException {
        List<Optional<MaintenanceReport>> second = new ArrayList<>();
        store(DAY_1, 2);
        Maintenance first =
                new Maintenance(
                        storage,
                        RetentionRules.DEFAULTS,
                        step -> {
                            try {
                                second.add(maintenance().run(DAY_1));
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        });

        first.run(DAY_1.plus(Duration.ofDays(16)));

        assertTrue(second.size() >= 4, second.toString());
        assertTrue(second.stream().allMatch(Optional::isEmpty), second.toString());
    }

    @Test
    void run_slimRowsAndLabels_endAfterTheirTime() throws SQLException {
        store(DAY_1, 2);
        log.label(DAY_1, "0", "yes", 1, DAY_1.plus(DAY));
        run(DAY_1.plus(Duration.ofDays(16)));

        run(DAY_1.plus(Duration.ofDays(399)));
        assertEquals(2, number("select count(*) from prediction_slim"));
        assertEquals(1, number("select count(*) from ground_truth"));

        run(DAY_1.plus(Duration.ofDays(432)));
        assertEquals(0, number("select count(*) from prediction_slim"));
        assertEquals(0, number("select count(*) from ground_truth"));
    }

    @Test
    void run_notesAboutRefusedItems_endAfterAWeek() throws SQLException {
        jdbi.useHandle(
                h ->
                        h.execute(
                                "insert into ingest_reject (door, item_sha, code, pointer, detail)"
                                        + " values ('d', '', 'c', '', '')"));
        Instant now = maintenance().databaseClock();

        run(now.plus(Duration.ofDays(6)));
        assertEquals(1, number("select count(*) from ingest_reject"));

        run(now.plus(Duration.ofDays(9)));
        assertEquals(0, number("select count(*) from ingest_reject"));
    }

    /** Of a multi-class model neither the class nor the highest probability may get lost. */
    @Test
    void run_classesThatWereOnlyProbabilities_areKept() throws SQLException {
        jdbi.useHandle(
                h -> {
                    h.execute("insert into model (name) values ('m')");
                    h.execute(
                            "insert into model_version (model_id, version, task, classes, signature)"
                                    + " values (1, '1', 'multiclass_classification',"
                                    + " array['a', 'b', 'c'], '{}')");
                });
        store(DAY_1, 2);
        jdbi.useHandle(
                h ->
                        h.execute(
                                "update prediction set predicted_class = null, score = null,"
                                        + " probabilities = '{0.2,0.5,0.3}'"));

        run(DAY_1.plus(Duration.ofDays(16)));

        assertEquals(
                List.of("b 0.5", "b 0.5"),
                texts("select predicted_class || ' ' || score from prediction_slim"));
    }

    @Test
    void run_labelThatWaitedTooLong_isMatchedForGoodOrEnds() throws SQLException {
        jdbi.useHandle(h -> h.execute("insert into model (name) values ('m')"));
        store(DAY_1, 2);
        log.pendingLabel("0", "yes", 2, DAY_1.plus(DAY));
        log.pendingLabel("nobody", "yes", 1, DAY_1.plus(DAY));

        MaintenanceReport early = run(DAY_1.plus(Duration.ofDays(29)));
        MaintenanceReport due = run(DAY_1.plus(Duration.ofDays(32)));

        assertEquals(0, early.labelsMatched() + early.labelsExpired());
        assertEquals(1, due.labelsMatched());
        assertEquals(1, due.labelsExpired());
        assertEquals(0, number("select count(*) from ground_truth_pending"));
        assertEquals(
                List.of("2024-03-01 00:00:00+00 2 yes 2024-03-02 00:00:00+00"),
                texts(
                        "select concat_ws(' ', event_time, revision, actual_class, received_at)"
                                + " from ground_truth"));
    }

    @Test
    void run_policyThatWaitsLonger_isFollowed() throws SQLException {
        jdbi.useHandle(
                h -> {
                    h.execute("insert into model (name) values ('m')");
                    h.execute(
                            "insert into policy_revision (model_id, revision, body, writer)"
                                    + " values (1, 1, '{\"max_label_delay\":\"P90D\"}', 'test')");
                });
        log.pendingLabel("nobody", "yes", 1, DAY_1);

        assertEquals(0, run(DAY_1.plus(Duration.ofDays(89))).labelsExpired());
        assertEquals(1, run(DAY_1.plus(Duration.ofDays(91))).labelsExpired());
    }

    @Test
    void run_latencyRowsOfAMinute_becomeOneWithTheSameCounts() throws SQLException {
        Instant old = DAY_1.minus(DAY);
        latency(old, "{1,5}", "{2,3}", 0.25);
        latency(old.plusSeconds(5), "{5,9}", "{4,1}", 0.5);
        latency(old.plusSeconds(9), "{-3}", "{7}", 0.125);
        jdbi.useHandle(
                h ->
                        h.execute(
                                "insert into latency_delta select 2, environment, minute,"
                                        + " bucket, n, total, sum_seconds, min_seconds, max_seconds, received_at"
                                        + " from latency_delta where total = 7"));
        latency(DAY_1, "{1}", "{1}", 1);

        MaintenanceReport report = run(DAY_1.plusSeconds(60));
        MaintenanceReport again = run(DAY_1.plusSeconds(120));

        assertEquals(3, report.latenciesMerged());
        assertEquals(0, again.latenciesMerged());
        assertEquals(
                List.of(
                        "1 {-3,1,5,9} {7,2,7,1} 17 0.875 0.125 0.5",
                        "1 {1} {1} 1 1 1 1",
                        "2 {-3} {7} 7 0.125 0.125 0.125"),
                texts(
                        "select concat_ws(' ', version_id, bucket, n, total, sum_seconds,"
                                + " min_seconds, max_seconds) from latency_delta order by 1"));
    }

    /** One comes late to a minute that was merged. */
    @Test
    void run_latencyRowForAMergedMinute_isMergedIntoIt() throws SQLException {
        latency(DAY_1, "{1}", "{1}", 1);
        latency(DAY_1, "{1}", "{1}", 1);
        run(DAY_1.plus(DAY));
        jdbi.useHandle(
                h ->
                        h.execute(
                                "insert into latency_delta select version_id, environment,"
                                        + " minute, '{2}', '{5}', 5, 1, 1, 1, '2024-03-03' from latency_delta"));

        run(DAY_1.plus(Duration.ofDays(3)));

        assertEquals(
                List.of("{1,2} {2,5} 7"),
                texts("select concat_ws(' ', bucket, n, total) from latency_delta"));
    }

    @Test
    void run_oldLatencies_end() throws SQLException {
        latency(DAY_1, "{1}", "{1}", 1);

        run(DAY_1.plus(Duration.ofDays(89)));
        assertEquals(1, number("select count(*) from latency_delta"));
        run(DAY_1.plus(Duration.ofDays(91)));
        assertEquals(0, number("select count(*) from latency_delta"));
    }

    @Test
    void run_partitionWhoseDayIsOver_isFrozenOnce() throws SQLException {
        store(DAY_1, 2);
        Instant now = DAY_1.plus(Duration.ofDays(3));

        MaintenanceReport first = run(now);
        MaintenanceReport second = run(now);

        assertTrue(first.partitionsClosed() >= 1, "closed " + first.partitionsClosed());
        assertEquals(0, second.partitionsClosed());
        assertEquals(
                List.of("2"),
                texts("select reltuples from pg_class where relname = 'prediction_d20240301'"));
        assertNull(first.failures().get("close"));
    }

    private void latency(Instant received, String bucket, String n, double seconds) {
        jdbi.useHandle(
                h ->
                        h.execute(
                                """
                                insert into latency_delta (version_id, environment, minute, bucket, n,
                                  total, sum_seconds, min_seconds, max_seconds, received_at)
                                select 1, 'production', date_trunc('hour', ?), b, c,
                                  (select sum(x) from unnest(c) x), ?, ?, ?, ?
                                  from (select cast(? as int2[]) b, cast(? as int4[]) c) x
                                """,
                                received,
                                seconds,
                                seconds,
                                seconds,
                                received,
                                bucket,
                                n));
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Maintenance dying(String lastStep) {
        return new Maintenance(
                storage,
                RetentionRules.DEFAULTS,
                step -> {
                    if (step.equals(lastStep)) {
                        throw new Death();
                    }
                });
    }

    private Maintenance maintenance() {
        return new Maintenance(storage, RetentionRules.DEFAULTS);
    }

    private MaintenanceReport run(Instant now) throws SQLException {
        MaintenanceReport report = maintenance().run(now).orElseThrow();
        assertEquals(Map.of(), report.failures());
        return report;
    }

    private void store(Instant day, int n) {
        log.predictions(rows(day, n));
    }

    private static List<Row> rows(Instant day, int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> Row.at(day.plusSeconds(60L * i), Integer.toString(i)))
                .toList();
    }

    private static String nameOf(Instant day) {
        return "prediction_d" + day.toString().substring(0, 10).replace("-", "");
    }

    private static String within(Instant day) {
        return "event_time >= '" + day + "' and event_time < '" + day.plus(DAY) + "'";
    }

    private static String slimOf(String table, String where) {
        return "select concat_ws(' ', model_id, event_time, prediction_id, version_id, environment,"
                + " predicted_class, score, value, content_hash, received_at, available_at) from "
                + table
                + " where "
                + where;
    }

    private boolean exists(Instant day) {
        return !existing(day).isEmpty();
    }

    private List<String> existing(Instant... days) {
        List<String> names = new ArrayList<>();
        for (Instant day : days) {
            names.addAll(
                    texts("select relname from pg_class where relname = '" + nameOf(day) + "'"));
        }
        return names;
    }

    private long number(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    private List<String> texts(String sql) {
        return jdbi.withHandle(h -> h.createQuery(sql).mapTo(String.class).list()).stream()
                .sorted()
                .toList();
    }
}
