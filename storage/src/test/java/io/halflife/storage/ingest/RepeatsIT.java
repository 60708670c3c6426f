// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import static io.halflife.storage.ingest.RowOutcome.CONFLICT;
import static io.halflife.storage.ingest.RowOutcome.DUPLICATE;
import static io.halflife.storage.ingest.RowOutcome.STORED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.ingest.LogBatches.Sent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same items again: at once, in other orders, through other writers. */
class RepeatsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();
    @RegisterExtension final IngestStory story = new IngestStory();

    private static final int ITEMS = 500;
    private static final int ROUNDS = 20;

    /** Two collectors of two writers each, four senders, forwards, backwards and shuffled. */
    @Test
    void append_sameItemsFromFourConnections_areStoredOnceEach() throws Exception {
        long seed = 20_261_122;
        Random random = new Random(seed);
        try (IngestLog second =
                IngestLog.open(story.storage(), IngestLimits.DEFAULTS, IngestListener.NONE)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Sent> items = sent("round " + round + " ", ITEMS);
                List<CompletableFuture<IngestBatch>> sent = new ArrayList<>();
                for (int sender = 0; sender < 4; sender++) {
                    List<Sent> order = new ArrayList<>(items);
                    if (sender == 1) {
                        Collections.reverse(order);
                    } else {
                        Collections.shuffle(order, random);
                    }
                    IngestLog log = sender % 2 == 0 ? story.log() : second;
                    sent.add(log.append(story.batches().live(order)));
                }
                int stored = 0;
                for (CompletableFuture<IngestBatch> one : sent) {
                    for (IngestRow row : one.get(30, TimeUnit.SECONDS).rows()) {
                        assertTrue(row.outcome().isStored(), "seed " + seed);
                        stored += row.outcome() == STORED ? 1 : 0;
                    }
                }
                assertEquals(ITEMS, stored, "round " + round + ", seed " + seed);
            }
        }
        assertEquals(ITEMS * ROUNDS, story.number("select count(*) from prediction"));
        assertEquals(ITEMS * ROUNDS, story.number("select sum(total) from latency_delta"));
    }

    @Test
    void append_sameKeyOftenInOneBatch_isStoredOnce() {
        Sent one = sent("a", 1).get(0);
        List<Sent> rows = new ArrayList<>(Collections.nCopies(2000, one));
        rows.add(one.otherwise());

        List<RowOutcome> outcomes = story.append(story.batches().live(rows));

        List<RowOutcome> expected = new ArrayList<>(Collections.nCopies(2000, DUPLICATE));
        expected.set(0, STORED);
        expected.add(CONFLICT);
        assertEquals(expected, outcomes);
        assertEquals(
                List.of(CONFLICT), story.append(story.batches().live(List.of(one.otherwise()))));
        assertEquals(List.of(DUPLICATE), story.append(story.batches().live(List.of(one))));
        assertEquals(1, story.number("select sum(total) from latency_delta"));
    }

    /** After a repeat the next twenty groups are compared at once; then COPY is tried again. */
    @Test
    void write_switchesBetweenTryingAndComparing() throws SQLException {
        story.append(story.batches().live(sent("before", 1)));
        try (Connection connection = story.storage().dataSource().getConnection()) {
            connection.setAutoCommit(true);
            Stage stage = Stage.in(connection);
            connection.setAutoCommit(false);
            RowWriter writer = new RowWriter(connection, stage, IngestListener.NONE);
            List<Sent> known = sent("known", 3);

            assertEquals(STORED, write(connection, writer, known));
            assertFalse(writer.isStaging(IngestTable.PREDICTION));
            assertEquals(DUPLICATE, write(connection, writer, known));
            for (int i = 0; i < 20; i++) {
                assertTrue(writer.isStaging(IngestTable.PREDICTION), "group " + i);
                assertEquals(STORED, write(connection, writer, sent("staged " + i, 3)));
            }
            assertFalse(writer.isStaging(IngestTable.PREDICTION));
            assertEquals(STORED, write(connection, writer, sent("tried", 3)));
            assertFalse(writer.isStaging(IngestTable.PREDICTION));
            assertEquals(DUPLICATE, write(connection, writer, known));
            assertTrue(writer.isStaging(IngestTable.PREDICTION));
            connection.setAutoCommit(true);
        }
    }

    /** Writes a group and commits; what became of all of its rows alike. */
    private RowOutcome write(Connection connection, RowWriter writer, List<Sent> sent)
            throws SQLException {
        List<IngestRow> rows = new ArrayList<>(story.batches().live(sent).rows());
        rows.sort(IngestRow::compareKey);
        writer.write(IngestTable.PREDICTION, rows);
        connection.commit();
        RowOutcome first = rows.get(0).outcome();
        assertTrue(rows.stream().allMatch(row -> row.outcome() == first));
        return first;
    }

    private static List<Sent> sent(String prefix, int n) {
        Instant now = Instant.now();
        List<Sent> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows.add(Sent.of(now.minusSeconds(i % 7), prefix + i));
        }
        return rows;
    }
}
