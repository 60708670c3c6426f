// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.client.ClientSettings;
import io.halflife.client.logging.StubCollector.Answer;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collectors that are away, hang, or speak nonsense; what the disk keeps; the end of a process. */
class OutageTest {

    @TempDir Path folder;

    private static List<String> log(PredictionLogger logger, int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ids.add("p" + i);
            logger.log(Sample.prediction("p" + i));
        }
        return ids;
    }

    private static List<String> sorted(List<String> ids) {
        List<String> sorted = new ArrayList<>(ids);
        Collections.sort(sorted);
        return sorted;
    }

    private static LoggerSettings patient(URI address) {
        return LoggerSettings.of(address, "").withBatchDelay(Duration.ofMillis(10));
    }

    @Test
    void downThenUp_needsNoRestart() throws Exception {
        StubCollector first = StubCollector.start();
        int port = first.port();
        first.close();
        try (PredictionLogger logger = PredictionLogger.open(Sample.hasty(first.address()))) {
            List<String> ids = log(logger, 0, 30);
            Eventually.holds(() -> logger.counts().retried() > 3, logger::counts);
            try (StubCollector second = StubCollector.startAt(port)) {
                assertTrue(logger.flush(Sample.PATIENCE), () -> logger.counts().toString());
                assertEquals(sorted(ids), sorted(second.stored()));
            }
        }
    }

    @Test
    void hungCollector_holdsTwoSocketsAndThreadsAtMost() throws Exception {
        try (RawServer hung = new RawServer("");
                PredictionLogger logger = PredictionLogger.open(Sample.soon(hung.address()))) {
            log(logger, 0, 500);
            Eventually.holds(() -> logger.counts().retried() >= 6, logger::counts);

            assertTrue(hung.mostAtOnce() <= 2, () -> "sockets: " + hung.mostAtOnce());
            List<String> threads =
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(t -> isOf(t, logger))
                            .map(Thread::getName)
                            .toList();
            assertEquals(1, threads.size(), threads::toString);
        }
    }

    /** Other tests' loggers may not have ended yet: only the newest counts. */
    private static boolean isOf(Thread thread, PredictionLogger logger) {
        return thread.getName().equals("halflife-logger") && logger.isSentBy(thread);
    }

    /** The timeout of the JDK's client ends with the head of the answer. */
    @Test
    void answerThatNeverEnds_isCutOff() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nIngest-Accepted: 1\r\nContent-Length: 100\r\n\r\n{";
        try (RawServer slow = new RawServer(head);
                PredictionLogger logger = PredictionLogger.open(Sample.soon(slow.address()))) {
            log(logger, 0, 1);

            Eventually.holds(() -> logger.counts().retried() >= 2, logger::counts);
            assertTrue(slow.mostAtOnce() <= 2, () -> "sockets: " + slow.mostAtOnce());
        }
    }

    @Test
    void nonsense_isTriedAgain() throws Exception {
        try (RawServer nonsense = new RawServer("SSH-2.0-OpenSSH\r\n");
                PredictionLogger logger = PredictionLogger.open(Sample.soon(nonsense.address()))) {
            log(logger, 0, 1);

            Eventually.holds(() -> logger.counts().retried() >= 2, logger::counts);
        }
    }

    @Test
    void close_keepsItsBudgetWithAHungCollector() throws Exception {
        try (RawServer hung = new RawServer("")) {
            PredictionLogger logger = PredictionLogger.open(patient(hung.address()));
            log(logger, 0, 700);
            Eventually.holds(() -> logger.counts().inFlightItems() > 0, logger::counts);
            long start = System.nanoTime();

            logger.close(Duration.ofMillis(500));

            long took = System.nanoTime() - start;
            assertTrue(took < Duration.ofSeconds(2).toNanos(), () -> "ms: " + took / 1_000_000);
            Eventually.holds(
                    () -> logger.counts().dropped(DropReason.CLOSED) == 700, logger::counts);
        }
    }

    /** Nothing can come of waiting: the next tries are due after the end. */
    @Test
    void close_doesNotWaitForACollectorThatIsDown() throws Exception {
        ClientSettings slow =
                new ClientSettings(
                        URI.create("http://127.0.0.1:1"),
                        "",
                        10,
                        1 << 20,
                        1 << 10,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(15));
        PredictionLogger logger =
                PredictionLogger.open(
                        patient(URI.create("http://127.0.0.1:1"))
                                .withSending(slow)
                                .withSpool(folder.resolve("spool"), 1 << 20));
        log(logger, 0, 100);
        Eventually.holds(
                () -> logger.counts().inFlightItems() == 20 && logger.waits(), logger::counts);
        long start = System.nanoTime();

        assertTrue(logger.close(Duration.ofSeconds(10)));

        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
        assertEquals(100, logger.counts().spooledItems());
    }

    @Test
    void restartInAnOutage_losesNothing() throws Exception {
        Path spool = folder.resolve("spool");
        try (StubCollector collector = StubCollector.start()) {
            collector.always(r -> Answer.of(503));
            LoggerSettings settings = Sample.hasty(collector.address()).withSpool(spool, 1 << 20);
            PredictionLogger first = PredictionLogger.open(settings);
            List<String> ids = log(first, 0, 35);
            assertTrue(first.close(Duration.ofSeconds(5)));
            assertEquals(35, first.counts().spooledItems());
            collector.always(r -> r.items().size() > 3 ? Answer.of(413) : null);

            try (PredictionLogger second = PredictionLogger.open(settings)) {
                Eventually.holds(() -> second.counts().sent() == 35, second::counts);
                Eventually.holds(() -> second.counts().spooledItems() == 0, second::counts);
                assertEquals(35, second.counts().recovered());
            }
            assertEquals(sorted(ids), sorted(collector.stored()));
        }
    }

    @Test
    void longOutage_spillsInsteadOfDropping() throws Exception {
        try (StubCollector collector = StubCollector.start()) {
            collector.always(r -> Answer.of(503));
            LoggerSettings settings =
                    Sample.hasty(collector.address())
                            .withQueue(100, 1 << 20)
                            .withSpool(folder.resolve("spool"), 1 << 20);
            List<String> ids = new ArrayList<>();
            try (PredictionLogger logger = PredictionLogger.open(settings)) {
                for (int i = 0; i < 300; i += 20) {
                    ids.addAll(log(logger, i, i + 20));
                    Eventually.holds(() -> logger.counts().queuedItems() <= 70, logger::counts);
                }
                collector.always(r -> null);
                Eventually.holds(() -> logger.counts().sent() == 300, logger::counts);
                assertEquals(0, logger.counts().droppedTotal());
            }
            assertEquals(sorted(ids), sorted(collector.stored()));
        }
    }

    @Test
    void givenUp_goesToTheSpoolAndComesBack() throws Exception {
        try (StubCollector collector = StubCollector.start()) {
            collector.always(r -> Answer.of(503));
            LoggerSettings settings =
                    Sample.soon(collector.address())
                            .withSending(
                                    Sample.hastySending(
                                            collector.address(), Duration.ofMillis(300)))
                            .withSpool(folder.resolve("spool"), 1 << 20);
            try (PredictionLogger logger = PredictionLogger.open(settings)) {
                List<String> ids = log(logger, 0, 12);
                Eventually.holds(() -> logger.counts().spooledItems() == 12, logger::counts);
                collector.always(r -> null);
                Eventually.holds(() -> logger.counts().sent() == 12, logger::counts);
                assertEquals(sorted(ids), sorted(collector.stored()));
            }
        }
    }

    @Test
    void fullSpool_dropsAndCounts() throws Exception {
        LoggerSettings settings =
                Sample.hasty(URI.create("http://127.0.0.1:1"))
                        .withSpool(folder.resolve("spool"), 3_000);
        PredictionLogger logger = PredictionLogger.open(settings);
        log(logger, 0, 100);

        assertTrue(logger.close(Duration.ofSeconds(5)));

        LoggerCounts counts = logger.counts();
        assertEquals(
                100,
                counts.spooledItems() + counts.dropped(DropReason.SPOOL_FULL),
                counts::toString);
        assertTrue(counts.spooledItems() > 0, counts::toString);
        assertTrue(Files.size(folder.resolve("spool")) <= 3_000);
    }

    @Test
    void unusableSpool_isGoneWithout() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (StubCollector collector = StubCollector.start();
                PredictionLogger logger =
                        PredictionLogger.open(
                                Sample.hasty(collector.address())
                                        .withSpool(file.resolve("spool"), 1 << 20))) {
            log(logger, 0, 3);

            assertTrue(logger.flush(Sample.PATIENCE));
            assertEquals(3, collector.stored().size());
        }
    }

    /**
     * A process that has Jackson's core and the logging facade, and nothing else: neither
     * Micrometer nor a logging backend. It never calls close.
     */
    @Test
    void processWithoutMicrometer_deliversAtItsEnd() throws Exception {
        try (StubCollector collector = StubCollector.start()) {
            String classPath =
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                            .filter(OutageTest::isAppsOwn)
                            .collect(Collectors.joining(File.pathSeparator));
            Process app =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    classPath,
                                    SmallApp.class.getName(),
                                    collector.address().toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("out").toFile())
                            .start();

            assertTrue(app.waitFor(60, TimeUnit.SECONDS));

            assertEquals(0, app.exitValue(), Files.readString(folder.resolve("out")));
            assertEquals(700, new HashSet<>(collector.stored()).size());
        }
    }

    private static boolean isAppsOwn(String entry) {
        return entry.endsWith("classes")
                || entry.contains("jackson-core")
                || entry.contains("slf4j-api");
    }
}
