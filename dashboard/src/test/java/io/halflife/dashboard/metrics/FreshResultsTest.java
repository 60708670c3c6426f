// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FreshResultsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final SteppedClock clock = new SteppedClock();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();

    /** Moves only when told to. */
    private static final class SteppedClock extends Clock {
        private volatile Instant now = NOON;

        void step(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private ModelResults read() {
        reads.incrementAndGet();
        if (broken.get()) {
            throw new IllegalStateException("no database");
        }
        return new ModelResults(clock.instant(), Duration.ZERO, List.of(), Map.of());
    }

    @Test
    void look_readsNotMoreOftenThanEveryTenSeconds() {
        try (FreshResults results = fresh(Duration.ofSeconds(20))) {
            assertTrue(results.look().up());
            clock.step(Duration.ofSeconds(9));
            assertEquals(NOON, results.look().refreshedAt());
            assertEquals(1, reads.get());

            clock.step(Duration.ofSeconds(1));
            assertEquals(NOON.plusSeconds(10), results.look().refreshedAt());
            assertEquals(2, reads.get());
        }
    }

    @Test
    void look_givesOldResultsForFiveMinutesAndNoLonger() {
        try (FreshResults results = fresh(Duration.ofSeconds(20))) {
            assertTrue(results.look().results().isPresent());
            broken.set(true);
            clock.step(Duration.ofSeconds(299));
            FreshResults.Look late = results.look();
            assertFalse(late.up());
            assertTrue(late.results().isPresent());

            clock.step(Duration.ofSeconds(1));
            FreshResults.Look tooLate = results.look();
            assertFalse(tooLate.up());
            assertEquals(NOON, tooLate.refreshedAt());
            assertTrue(tooLate.results().isEmpty());
        }
    }

    @Test
    void look_recoversByItself() {
        try (FreshResults results = fresh(Duration.ofSeconds(20))) {
            broken.set(true);
            FreshResults.Look first = results.look();
            assertFalse(first.up());
            assertEquals(Instant.EPOCH, first.refreshedAt());

            broken.set(false);
            clock.step(FreshResults.INTERVAL);
            assertTrue(results.look().up());
        }
    }

    /** A reader that hangs is not joined by a second one, and nobody waits for it. */
    @Test
    void look_atAReaderThatHangs_answersAndStartsNoOther() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        FreshResults results =
                new FreshResults(
                        () -> {
                            started.incrementAndGet();
                            try {
                                gate.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return read();
                        },
                        clock,
                        Duration.ofMillis(20));
        try (results) {
            for (int scrape = 0; scrape < 5; scrape++) {
                assertFalse(results.look().up());
                clock.step(Duration.ofMinutes(1));
            }
            assertEquals(1, started.get());
        } finally {
            gate.countDown();
        }
    }

    private FreshResults fresh(Duration patience) {
        return new FreshResults(this::read, clock, patience);
    }
}
