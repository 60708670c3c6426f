// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IngestLogIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    /**
     * More errors than there are writers: a writer that died of one would leave the rest waiting.
     */
    private static final int ERRORS = 5;

    @Test
    void append_whileSomethingIsBroken_isAnsweredAndTheWritersLive() throws Exception {
        AtomicInteger left = new AtomicInteger(ERRORS);
        try (IngestLog log =
                IngestLog.open(POSTGRES.storage(), IngestLimits.DEFAULTS, broken(left))) {
            for (int i = 0; i < ERRORS; i++) {
                ExecutionException failed =
                        assertThrows(
                                ExecutionException.class,
                                () -> log.append(batch()).get(10, TimeUnit.SECONDS));
                assertInstanceOf(IllegalStateException.class, failed.getCause());
            }

            IngestBatch stored = log.append(batch()).get(10, TimeUnit.SECONDS);

            assertEquals(RowOutcome.STORED, stored.rows().get(0).outcome());
            assertTrue(log.isOpen());
        }
    }

    /** An error that no check expects, as when a class is missing or memory runs out. */
    private static IngestListener broken(AtomicInteger left) {
        return new IngestListener() {
            @Override
            public void committed(int rows, Duration took) {
                if (left.getAndDecrement() > 0) {
                    throw new AssertionError("made by the test");
                }
            }

            @Override
            public void failed(String sqlState) {}
        };
    }

    /** One refused item: a row that needs no model. */
    private static IngestBatch batch() {
        IngestBatch batch = new IngestBatch();
        CopyBuffer buffer = batch.buffer();
        int start = buffer.size();
        for (String text : new String[] {"/v1/predictions", "m"}) {
            buffer.text(text.getBytes(StandardCharsets.UTF_8));
        }
        buffer.bytea(new byte[32], 0, 32);
        for (String text : new String[] {"required", "/event_time", "is required"}) {
            buffer.text(text.getBytes(StandardCharsets.UTF_8));
        }
        buffer.nullField();
        batch.addReject(start);
        return batch;
    }
}
