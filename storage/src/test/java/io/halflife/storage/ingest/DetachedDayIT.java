// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.ingest.LogBatches.Sent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A day whose table is detached holds up only the requests that have rows of that day. */
class DetachedDayIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();
    @RegisterExtension final IngestStory story = new IngestStory();

    private final Instant now = Instant.now();
    private final Instant yesterday = now.minus(Duration.ofDays(1));
    private final Partitions partitions = new Partitions();

    @Test
    void write_rowOfADetachedDay_failsItsOwnRequestOnly() throws SQLException {
        makeDays();
        detachYesterday();

        assertOnlyYesterdayFails();
    }

    /** The writer knows the day from before, so the error comes from the row itself. */
    @Test
    void write_rowOfADayDetachedMeanwhile_failsItsOwnRequestOnly() throws SQLException {
        makeDays();
        written(batch(yesterday, "first"), batch(now, "second")).forEach(CompletableFuture::join);
        detachYesterday();

        assertOnlyYesterdayFails();
    }

    private void assertOnlyYesterdayFails() throws SQLException {
        List<CompletableFuture<IngestBatch>> done =
                written(batch(now, "a"), batch(yesterday, "b"), batch(now, "c"));

        assertEquals(RowOutcome.STORED, done.get(0).join().rows().get(0).outcome());
        assertEquals(RowOutcome.STORED, done.get(2).join().rows().get(0).outcome());
        CompletionException failed =
                assertThrows(CompletionException.class, () -> done.get(1).join());
        assertInstanceOf(IngestUnavailableException.class, failed.getCause());
        assertEquals(
                List.of("a", "c"),
                story.texts(
                        "select id_text from prediction where id_text in ('a', 'b', 'c')"
                                + " order by 1"));
    }

    private void makeDays() {
        for (Instant day : List.of(yesterday, now)) {
            story.execute("select halflife_ensure_partitions('" + day + "', '" + day + "')");
        }
    }

    private void detachYesterday() {
        String day = yesterday.toString().substring(0, 10).replace("-", "");
        story.execute("alter table prediction detach partition prediction_d" + day);
    }

    private IngestBatch batch(Instant at, String id) {
        return story.batches().live(List.of(Sent.of(at, id)));
    }

    /** All in one group. */
    private List<CompletableFuture<IngestBatch>> written(IngestBatch... batches)
            throws SQLException {
        WriteQueue queue = new WriteQueue(1000, 1 << 20);
        Writer writer =
                new Writer(
                        queue,
                        () ->
                                WriterSession.open(
                                        story.storage().settings(),
                                        partitions,
                                        new Environments(),
                                        IngestListener.NONE),
                        partitions,
                        new AtomicInteger(),
                        IngestListener.NONE);
        writer.connect();
        long expiresAt = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        List<PendingWrite> writes =
                List.of(batches).stream()
                        .map(b -> new PendingWrite(b, new CompletableFuture<>(), expiresAt))
                        .toList();
        writes.forEach(queue::offer);
        queue.close();
        writer.run();
        return writes.stream().map(PendingWrite::done).toList();
    }
}
