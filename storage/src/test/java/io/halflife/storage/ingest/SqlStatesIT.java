// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import static io.halflife.storage.ingest.RowOutcome.STORED;
import static io.halflife.storage.ingest.RowOutcome.UNSTORABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.ingest.LogBatches.Sent;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the senders are told, and what is stored, for each way in which Postgres can say no. */
class SqlStatesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();
    @RegisterExtension final IngestStory story = new IngestStory();

    private static final int NEIGHBOURS = 30;

    /**
     * A row whose trace is "raise 53100" raises it; "raise 40001 until 3" only until it was tried
     * so often, because a sequence is not rolled back.
     */
    @BeforeEach
    void letRowsRaiseErrors() {
        story.execute("create sequence tries");
        story.execute(
                """
                create function trip() returns trigger language plpgsql as $$
                begin
                  if new.trace_id is null then
                    return new;
                  end if;
                  if new.trace_id like 'raise %' and (new.trace_id not like '% until %'
                     or nextval('tries') < split_part(new.trace_id, ' ', 4)::int) then
                    raise exception 'made by the test'
                      using errcode = split_part(new.trace_id, ' ', 2);
                  end if;
                  return new;
                end $$
                """);
        story.execute(
                "create trigger trip before insert on prediction for each row execute function trip()");
    }

    /** Raised in the database's own words where that can be provoked, by the trigger otherwise. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a \0 that no text can hold",
                "{bad",
                "raise 22003",
                "raise 22P05",
                "raise 23502",
                "raise 54000"
            })
    void append_valueThatTheDatabaseRefuses_costsOnlyItsRow(String trace) {
        for (int guilty : new int[] {0, 17, NEIGHBOURS}) {
            story.execute("truncate prediction, ingest_reject");

            List<RowOutcome> outcomes = story.append(batchWith(guilty, trace));

            List<RowOutcome> expected =
                    new ArrayList<>(Collections.nCopies(NEIGHBOURS + 1, STORED));
            expected.set(guilty, UNSTORABLE);
            assertEquals(expected, outcomes);
            assertEquals(NEIGHBOURS, story.number("select count(*) from prediction"));
            assertEquals(
                    List.of("prediction credit unstorable"),
                    story.texts("select concat_ws(' ', door, model, code) from ingest_reject"));
        }
    }

    @Test
    void append_constraintWithAName_costsOnlyItsRow() {
        story.execute("alter table prediction add constraint short check (length(trace_id) < 5)");

        List<RowOutcome> outcomes = story.append(batchWith(3, "too long"));

        assertEquals(UNSTORABLE, outcomes.get(3));
        assertEquals(NEIGHBOURS, story.number("select count(*) from prediction"));
    }

    @Test
    void append_everyRowRefused_tellsEveryRow() {
        List<Sent> rows = new ArrayList<>();
        sent(100).forEach(row -> rows.add(row.tracing("raise 22003")));

        List<RowOutcome> outcomes = story.append(story.batches().live(rows));

        assertEquals(Collections.nCopies(100, UNSTORABLE), outcomes);
        assertEquals(100, story.number("select count(*) from ingest_reject"));
        assertEquals(List.of(STORED), story.append(story.batches().live(sent(1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "53100", "53200", "53300", "57014", "57P01", "57P02", "57P03", "08006", "58030",
                "55P03", "55006", "25006", "40001", "40P01", "23514"
            })
    void append_databaseThatCannotNow_storesNothingAndSaysSo(String state) {
        IngestUnavailableException refusal =
                assertThrows(
                        IngestUnavailableException.class,
                        () -> story.append(batchWith(5, "raise " + state)));

        assertEquals("database_unavailable", refusal.code());
        assertEquals(0, story.number("select count(*) from prediction"));
        assertEquals(0, story.number("select count(*) from latency_delta"));
        assertEquals(STORED, appendOnceOpen(sent(1)).get(0));
    }

    /** Neither the sender's fault nor a matter of time: it must be seen. */
    @Test
    void append_bugOfOurs_storesNothing() {
        assertThrows(IllegalStateException.class, () -> story.append(batchWith(5, "raise 42P01")));

        assertEquals(0, story.number("select count(*) from prediction"));
    }

    @Test
    void append_deadlockOrSerialization_isTriedTwiceAgain() {
        assertEquals(STORED, story.append(batchWith(5, "raise 40P01 until 3")).get(5));
        assertEquals(3, story.number("select last_value from tries"));

        story.execute("select setval('tries', 1, false)");
        List<Sent> more = List.of(sent(1).get(0).tracing("raise 40001 until 4"));
        assertThrows(
                IngestUnavailableException.class, () -> story.append(story.batches().live(more)));
    }

    /** It was there when the process looked, and somebody dropped it. */
    @Test
    void append_partitionThatIsGone_isMadeAgain() {
        Instant old = Instant.parse("1997-05-05T10:00:00Z");
        assertEquals(
                List.of(STORED),
                story.append(story.batches().backfilled(List.of(Sent.of(old, "a")))));
        story.execute("drop table prediction_m199705");

        assertEquals(
                List.of(STORED),
                story.append(story.batches().backfilled(List.of(Sent.of(old, "b")))));
        assertEquals(1, story.number("select count(*) from prediction_m199705"));
    }

    @Test
    void append_rejectPartitionThatIsGone_isMadeAgain() {
        story.append(story.batches().live(sent(1)));
        for (String name : story.texts("select name from halflife_partitions('ingest_reject')")) {
            story.execute("drop table " + name);
        }

        assertEquals(UNSTORABLE, story.append(batchWith(2, "raise 22003")).get(2));
    }

    @Test
    void append_lockedTable_isToldAfterTwoSeconds() throws Exception {
        story.append(story.batches().live(sent(1)));
        try (Connection other = story.storage().dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table prediction in access exclusive mode");
            long started = System.nanoTime();

            assertThrows(IngestUnavailableException.class, () -> story.append(batchWith(0, null)));

            assertTrue(System.nanoTime() - started < Duration.ofSeconds(6).toNanos());
            other.rollback();
        }
        assertEquals(STORED, story.append(batchWith(0, null)).get(0));
    }

    @Test
    void append_killedConnections_opensAgain() {
        story.append(story.batches().live(sent(1)));
        killWriters();

        assertEquals(STORED, appendOnceOpen(sent(2)).get(1));
    }

    /** Refused before a body is read, and healed without a restart. */
    @Test
    void isOpen_followsTheDatabase() {
        String name = story.texts("select current_database()").get(0);
        story.execute("alter database " + name + " set default_transaction_read_only = on");
        killWriters();
        await(this::isClosedAfterATry);

        assertThrows(
                IngestUnavailableException.class,
                () -> story.append(story.batches().live(sent(1))));

        story.execute(
                "set default_transaction_read_only = off; alter database "
                        + name
                        + " reset default_transaction_read_only");
        await(story.log()::isOpen);
        assertEquals(STORED, appendOnceOpen(sent(1)).get(0));
    }

    /** Whoever asked has been told 503 by then, and may send it again to somebody else. */
    @Test
    void append_pastItsDeadline_isNotStored() {
        IngestLimits impatient = new IngestLimits(100, 1 << 20, Duration.ofNanos(1));
        try (IngestLog log = IngestLog.open(story.storage(), impatient, IngestListener.NONE)) {
            IngestUnavailableException refusal =
                    assertThrows(
                            IngestUnavailableException.class,
                            () -> IngestStory.outcomes(log, story.batches().live(sent(1))));
            assertEquals("deadline_exceeded", refusal.code());
        }
        assertEquals(0, story.number("select count(*) from prediction"));
    }

    /** More failures than there are writers, in the midst of dealing with an error. */
    @Test
    void append_errorWhileAnErrorIsDealtWith_leavesTheWritersAlive() {
        AtomicInteger left = new AtomicInteger(5);
        IngestListener broken =
                new IngestListener() {
                    @Override
                    public void committed(int rows, Duration took) {}

                    @Override
                    public void failed(String sqlState) {
                        if (left.getAndDecrement() > 0) {
                            throw new OutOfMemoryError("made by the test");
                        }
                    }
                };
        try (IngestLog log = IngestLog.open(story.storage(), IngestLimits.DEFAULTS, broken)) {
            for (int i = 0; i < 5; i++) {
                assertThrows(
                        IllegalStateException.class,
                        () -> IngestStory.outcomes(log, batchWith(1, "raise 53200")));
            }
            assertEquals(STORED, IngestStory.outcomes(log, story.batches().live(sent(1))).get(0));
        }
    }

    @Test
    void append_refusedRow_isHeardOf() {
        ConcurrentLinkedQueue<Map.Entry<String, String>> heard = new ConcurrentLinkedQueue<>();
        IngestListener listener =
                new IngestListener() {
                    @Override
                    public void committed(int rows, Duration took) {}

                    @Override
                    public void failed(String sqlState) {}

                    @Override
                    public void unstorable(String table, String sqlState) {
                        heard.add(Map.entry(table, sqlState));
                    }
                };
        try (IngestLog log = IngestLog.open(story.storage(), IngestLimits.DEFAULTS, listener)) {
            IngestStory.outcomes(log, batchWith(1, "raise 22003"));
        }
        assertEquals(List.of(Map.entry("prediction", "22003")), List.copyOf(heard));
    }

    /** Each writer notices with the first rows that it gets. */
    private boolean isClosedAfterATry() {
        try {
            story.append(story.batches().live(sent(1)));
        } catch (IngestUnavailableException e) {
            return !story.log().isOpen();
        }
        return false;
    }

    private void killWriters() {
        story.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where application_name = 'halflife-writer'"
                        + " and datname = current_database()");
    }

    private List<RowOutcome> appendOnceOpen(List<Sent> rows) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                return story.append(story.batches().live(rows));
            } catch (IngestUnavailableException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private interface Question {
        boolean holds();
    }

    private static void await(Question question) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!question.holds()) {
            assertTrue(System.nanoTime() < end, "waited for 20 s");
            Thread.onSpinWait();
        }
    }

    private IngestBatch batchWith(int guilty, String trace) {
        List<Sent> rows = new ArrayList<>(sent(NEIGHBOURS + 1));
        rows.set(guilty, rows.get(guilty).tracing(trace));
        return story.batches().live(rows);
    }

    private static List<Sent> sent(int n) {
        Instant now = Instant.now();
        List<Sent> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows.add(Sent.of(now, n + " " + i + " " + now));
        }
        return rows;
    }
}
