// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.client.ClientSettings;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The collector is away (FT-25) or accepts and never answers (FT-26); the app must not notice.
 * {@code -Dhalflife.outage=PT10M} for the long run.
 */
@Tag("fault")
class ServingFaultTest {

    private static final Duration OUTAGE =
            Duration.parse(System.getProperty("halflife.outage", "PT30S"));

    private static final double ADDED_MILLIS_MAX = 1;
    private static final long HEAP_GROWTH_MAX = 8 << 20;

    /** The defaults, but found again within seconds, and a queue that is soon full. */
    private static LoggerSettings settings(URI address) {
        ClientSettings sending = ClientSettings.of(address, "");
        return LoggerSettings.of(address, "")
                .withQueue(3_000, 16 << 20)
                .withSending(
                        new ClientSettings(
                                address,
                                "",
                                sending.batchItemsMax(),
                                sending.batchBytesMax(),
                                sending.gzipBytesMin(),
                                Duration.ofSeconds(2),
                                sending.retryDelayFirst(),
                                Duration.ofSeconds(3),
                                sending.retryFor()));
    }

    @Test
    void collectorIsDown_servingGoesOn() throws Exception {
        StubCollector gone = StubCollector.start();
        gone.close();
        try (PredictionLogger logger = PredictionLogger.open(settings(gone.address()))) {
            serveThrough(logger);
            try (StubCollector back = StubCollector.startAt(gone.port())) {
                requireRecovery(logger, back);
            }
        }
    }

    @Test
    void collectorHangs_servingGoesOn() throws Exception {
        RawServer hung = new RawServer("");
        try (PredictionLogger logger = PredictionLogger.open(settings(hung.address()))) {
            serveThrough(logger);
            assertTrue(hung.mostAtOnce() <= 2, () -> "sockets: " + hung.mostAtOnce());
            hung.close();
            try (StubCollector back = StubCollector.startAt(hung.address().getPort())) {
                requireRecovery(logger, back);
            }
        }
    }

    private static void serveThrough(PredictionLogger logger) throws Exception {
        ServingLoad load = new ServingLoad(logger);
        // Compiles the code and fills the queue: from here on memory may not grow.
        load.run(Duration.ofSeconds(5));
        Eventually.holds(
                () -> {
                    logger.log(Sample.prediction("filler"));
                    return logger.counts().dropped(DropReason.OVERFLOW) > 0;
                },
                logger::counts);
        long heap = heapInUse();

        ServingLoad.Percentiles p99 = load.run(OUTAGE);

        long growth = heapInUse() - heap;
        String figures =
                "added at p99: %.3f ms over %d answers; heap %+d KiB; %s"
                        .formatted(p99.addedMillis(), p99.answers(), growth >> 10, logger.counts());
        System.out.println(figures);
        assertTrue(p99.addedMillis() <= ADDED_MILLIS_MAX, figures);
        assertTrue(growth <= HEAP_GROWTH_MAX, figures);
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void requireRecovery(PredictionLogger logger, StubCollector back)
            throws Exception {
        Eventually.holds(() -> logger.counts().sent() > 0, logger::counts);
        assertTrue(logger.flush(Sample.PATIENCE), () -> logger.counts().toString());
        LoggerCounts counts = logger.counts();
        assertEquals(counts.sent(), back.stored().size(), counts::toString);
        assertTrue(
                counts.logged() == counts.sent() + counts.dropped(DropReason.OVERFLOW),
                counts::toString);
    }
}
