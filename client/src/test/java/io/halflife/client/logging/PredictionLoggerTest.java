// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.client.GroundTruth;
import io.halflife.client.Prediction;
import io.halflife.client.logging.StubCollector.Answer;
import io.halflife.client.logging.StubCollector.Request;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of a sender, row by row, against a collector that answers what it is told. */
class PredictionLoggerTest {

    private StubCollector collector;
    private PredictionLogger logger;

    @BeforeEach
    void start() throws Exception {
        collector = StubCollector.start();
        logger = PredictionLogger.open(Sample.hasty(collector.address()));
    }

    @AfterEach
    void stop() {
        logger.close(Duration.ofMillis(200));
        collector.close();
    }

    private void reopen(LoggerSettings settings) {
        logger.close(Duration.ZERO);
        logger = PredictionLogger.open(settings);
    }

    private List<String> log(int items) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            ids.add("p" + i);
            logger.log(Sample.prediction("p" + i));
        }
        return ids;
    }

    private LoggerCounts settled() {
        assertTrue(logger.flush(Sample.PATIENCE), () -> logger.counts().toString());
        LoggerCounts counts = logger.counts();
        assertEquals(
                counts.logged() + counts.recovered(),
                counts.sent() + counts.rejectedTotal() + counts.droppedTotal(),
                counts::toString);
        assertEquals(0, counts.queuedItems());
        assertEquals(0, counts.queuedBytes());
        return counts;
    }

    @Test
    void log_arrivesOnceInOrder() {
        List<String> ids = log(3);

        assertEquals(3, settled().sent());

        assertEquals(ids, collector.stored());
        Request request = collector.requests().get(0);
        assertEquals("/v1/predictions", request.path());
        assertEquals("credit-risk", request.items().get(0).path("model").asText());
        assertEquals(41, request.items().get(0).path("features").path("age").asInt());
        assertFalse(request.headers().containsKey("Authorization"));
    }

    @Test
    void log_withoutFlushArrivesWithinTheDelay() throws Exception {
        reopen(Sample.soon(collector.address()));
        log(1);

        Eventually.holds(() -> collector.stored().size() == 1, logger::counts);
    }

    @Test
    void batches_holdNoMoreThanTheirLimit() {
        log(95);

        settled();

        for (Request request : collector.requests()) {
            assertTrue(request.items().size() <= 10, () -> "items: " + request.items().size());
        }
        assertEquals(95, new HashSet<>(collector.stored()).size());
    }

    @Test
    void batches_aboveOneKibibyteAreCompressed() {
        log(1);
        settled();
        log(10);
        settled();

        assertFalse(collector.requests().get(0).headers().containsKey("Content-Encoding"));
        Request large = collector.requests().get(collector.requests().size() - 1);
        assertEquals("gzip", large.headers().getFirst("Content-Encoding"));
        assertTrue(large.bytes() < 1024, () -> "on the wire: " + large.bytes());
    }

    @Test
    void kinds_goToTheirDoors() {
        logger.log(Sample.prediction("p"));
        logger.log(GroundTruth.ofLabel("credit-risk", "p", null, "ok", null));

        assertEquals(2, settled().sent());

        Request truth =
                collector.requests().stream()
                        .filter(r -> r.path().equals("/v1/ground-truth"))
                        .findAny()
                        .orElseThrow();
        Instant observed = Instant.parse(truth.items().get(0).path("observed_at").asText());
        assertTrue(Duration.between(observed, Instant.now()).abs().toMinutes() < 1);
    }

    @Test
    void identity_isTheSameAtEveryTry() {
        collector.then(Answer.of(503), Answer.of(500));
        logger.log(Prediction.builder().model("m", "1").score(0.5).build());

        assertEquals(1, settled().sent());

        assertEquals(3, collector.requests().size());
        String first = collector.requests().get(0).items().toString();
        assertEquals(first, collector.requests().get(1).items().toString());
        assertEquals(first, collector.requests().get(2).items().toString());
        assertTrue(first.matches(".*\"prediction_id\":\"[0-9a-f]{8}-[0-9a-f]{4}-7.*"), first);
        assertEquals(2, logger.counts().retried());
    }

    @Test
    void transientAnswers_areTriedAgain() {
        for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
            collector.then(Answer.of(status));
            log(1);
            settled();
        }

        assertEquals(12, collector.requests().size());
        assertEquals(6, logger.counts().sent());
    }

    @Test
    void otherRefusals_areNotTriedAgain() {
        int[] refusals = {400, 401, 403, 404, 405, 406, 409, 411, 412, 422, 431, 501, 505};
        for (int status : refusals) {
            collector.then(Answer.of(status));
            log(2);
            settled();
            assertEquals(2, logger.counts().rejected("status_" + status), "status " + status);
        }

        assertEquals(refusals.length, collector.requests().size());
        assertEquals(0, logger.counts().retried());
    }

    @Test
    void serverErrors_areTriedFiveTimes() {
        collector.always(request -> Answer.of(500));
        log(1);

        assertEquals(1, settled().dropped(DropReason.SERVER_ERROR));

        assertEquals(5, collector.requests().size());
    }

    @Test
    void retryAfter_isHonoured() {
        collector.then(Answer.of(429, "Retry-After", "1"));
        log(1);
        long start = System.nanoTime();

        settled();

        assertTrue(System.nanoTime() - start >= Duration.ofSeconds(1).toNanos());
    }

    /** A proxy's login page is a success that nobody stored. */
    @Test
    void successOfAStranger_isTriedAgain() {
        collector.then(
                new Answer(200, Map.of(), "<html>please log in</html>"),
                Answer.of(302, "Location", "http://127.0.0.1:1/login"),
                new Answer(204, Map.of(), ""));
        log(1);

        assertEquals(1, settled().sent());

        assertEquals(4, collector.requests().size());
    }

    @Test
    void rejectedItems_areCountedByTheirFirstCodeAndNotSentAgain() {
        String errors =
                "{\"errors\":[{\"index\":0,\"code\":\"type_mismatch\",\"pointer\":\"/a\"},"
                        + "{\"index\":0,\"code\":\"required\",\"pointer\":\"/b\"},"
                        + "{\"index\":2,\"code\":\"out_of_range\",\"pointer\":\"/c\"}],"
                        + "\"errors_truncated\":true}";
        collector.then(Answer.batch(200, 5, 2, 3, errors));
        log(10);

        LoggerCounts counts = settled();

        assertEquals(7, counts.sent());
        assertEquals(
                Map.of("type_mismatch", 1L, "out_of_range", 1L, "not_listed", 1L),
                counts.rejected());
        assertEquals(1, collector.requests().size());
    }

    @Test
    void allItemsRejected_isFinal() {
        collector.then(
                Answer.batch(
                        422,
                        0,
                        0,
                        1,
                        "{\"code\":\"all_items_rejected\","
                                + "\"errors\":[{\"index\":0,\"code\":\"unknown_model\"}]}"));
        log(1);

        assertEquals(Map.of("unknown_model", 1L), settled().rejected());
    }

    @Test
    void tooLarge_isHalvedUntilItFits() {
        collector.always(r -> r.items().size() > 3 ? Answer.of(413) : null);
        List<String> ids = log(10);

        assertEquals(10, settled().sent());

        List<String> stored = new ArrayList<>(collector.stored());
        Collections.sort(stored);
        Collections.sort(ids);
        assertEquals(ids, stored);
    }

    @Test
    void tooLarge_costsOnlyTheOneItem() {
        collector.always(r -> r.ids().contains("p4") ? Answer.of(413) : null);
        log(10);

        LoggerCounts counts = settled();

        assertEquals(9, counts.sent());
        assertEquals(1, counts.dropped(DropReason.TOO_LARGE));
    }

    @Test
    void unsupportedEncoding_isSentPlainOnceAndFromThenOn() {
        collector.always(r -> r.headers().containsKey("Content-Encoding") ? Answer.of(415) : null);
        log(10);
        settled();
        log(10);

        assertEquals(20, settled().sent());

        assertEquals(3, collector.requests().size());
    }

    @Test
    void givesUp_afterItsTime() {
        reopen(
                Sample.hasty(collector.address())
                        .withSending(
                                Sample.hastySending(collector.address(), Duration.ofSeconds(1))));
        collector.always(r -> Answer.of(503));
        log(4);

        assertEquals(4, settled().dropped(DropReason.GAVE_UP));

        assertTrue(collector.requests().size() > 2);
    }

    @Test
    void overflow_dropsTheOldest() throws Exception {
        collector.always(r -> Answer.of(503));
        reopen(Sample.hasty(collector.address()).withQueue(20, 1 << 20));
        log(20);
        Eventually.holds(() -> logger.counts().inFlightItems() == 20, logger::counts);

        log(100);

        LoggerCounts counts = logger.counts();
        assertEquals(20, counts.queuedItems());
        collector.always(r -> null);
        counts = settled();
        assertEquals(80, counts.dropped(DropReason.OVERFLOW), counts::toString);
        List<String> stored = collector.stored();
        for (int i = 80; i < 100; i++) {
            assertTrue(stored.contains("p" + i), "the newest are kept: " + i);
        }
    }

    @Test
    void overflow_countsBytes() {
        collector.always(r -> Answer.of(503));
        reopen(Sample.hasty(collector.address()).withQueue(10_000, 2_000));

        log(100);

        LoggerCounts counts = logger.counts();
        assertTrue(counts.queuedBytes() <= 2_000, counts::toString);
        assertTrue(counts.dropped(DropReason.OVERFLOW) > 50, counts::toString);
    }

    @Test
    void log_neverThrows() {
        logger.log((Prediction) null);
        logger.log((GroundTruth) null);
        Map<String, Object> hostile = new HashMap<>();
        hostile.put("a", new Hostile());
        logger.log(Prediction.builder().features(hostile).build());
        logger.log(Prediction.builder().features(Map.of("n".repeat(5000), 1)).build());
        Map<String, Object> nameless = new HashMap<>();
        nameless.put(null, 1);
        logger.log(Prediction.builder().features(nameless).build());
        logger.log(Prediction.builder().label("x".repeat(300 << 10)).build());
        logger.log(Prediction.builder().features(null).build());
        logger.log(Prediction.builder().probabilities(null).build());
        logger.log(Prediction.builder().tags(null).build());

        LoggerCounts counts = settled();

        assertEquals(8, counts.dropped(DropReason.INVALID));
        assertEquals(1, counts.dropped(DropReason.TOO_LARGE));
        assertEquals(0, collector.requests().size());
    }

    /** What an app may hold: its text cannot be made. */
    private static final class Hostile {
        @Override
        public String toString() {
            throw new StackOverflowError();
        }
    }

    /** A number that prints anything must not spoil the JSON of its neighbours. */
    @Test
    void oddNumbers_spoilNothing() {
        Map<String, Object> odd = new HashMap<>();
        odd.put("n", Double.NaN);
        odd.put("i", Float.POSITIVE_INFINITY);
        odd.put("b", java.math.BigInteger.TEN.pow(5000));
        odd.put("d", new java.math.BigDecimal("1e400"));
        odd.put("l", Long.MAX_VALUE);
        logger.log(Prediction.builder("odd", null).features(odd).build());
        logger.log(Sample.prediction("neighbour"));

        assertEquals(2, settled().sent());

        var features = collector.requests().get(0).items().get(0).path("features");
        assertTrue(Double.isNaN(features.path("n").asDouble()), features::toString);
        assertTrue(Double.isInfinite(features.path("i").asDouble()), features::toString);
        assertEquals(Long.MAX_VALUE, features.path("l").asLong());
    }

    @Test
    void log_afterCloseIsCounted() {
        assertTrue(logger.close(Duration.ofSeconds(5)));

        log(3);

        assertEquals(3, logger.counts().dropped(DropReason.CLOSED));
        assertTrue(logger.close(Duration.ZERO), "a second close changes nothing");
        assertTrue(logger.flush(Duration.ofSeconds(5)), "nothing waits");
    }

    @Test
    void close_deliversWhatItCan() {
        List<String> ids = log(35);

        assertTrue(logger.close(Duration.ofSeconds(10)));

        assertEquals(new HashSet<>(ids), new HashSet<>(collector.stored()));
    }

    @Test
    void skew_isHintedByTheDateHeader() {
        Instant yesterday = Instant.parse("2026-01-02T03:04:05Z");
        logger.close(Duration.ZERO);
        logger =
                PredictionLogger.open(
                        Sample.hasty(collector.address()), Clock.fixed(yesterday, ZoneOffset.UTC));
        collector.then(
                Answer.batch(
                        200, 1, 0, 0, "{\"warnings\":[{\"code\":\"clock_skew\",\"seconds\":94}]}"));
        log(1);

        assertEquals(1, settled().sent());

        Request request = collector.requests().get(0);
        assertEquals("Fri, 02 Jan 2026 03:04:05 GMT", request.headers().getFirst("Date"));
        assertEquals(yesterday.toString(), request.items().get(0).path("event_time").asText());
    }

    @Test
    void key_isSentAsBearer() {
        reopen(LoggerSettings.of(collector.address(), "hl_live_abc"));
        log(1);
        settled();

        assertEquals(
                "Bearer hl_live_abc",
                collector.requests().get(0).headers().getFirst("Authorization"));
    }

    @Test
    void pathOfTheAddress_isKept() {
        reopen(Sample.hasty(URI.create(collector.address() + "/halflife/")));
        log(1);
        settled();

        assertEquals("/halflife/v1/predictions", collector.requests().get(0).path());
    }

    @Test
    void listener_isToldAndMayFail() throws Exception {
        List<LoggerCounts> told = Collections.synchronizedList(new ArrayList<>());
        logger.onChange(
                counts -> {
                    throw new IllegalStateException("a listener's fault");
                });
        logger.onChange(told::add);
        log(1);
        settled();

        Eventually.holds(
                () -> !told.isEmpty() && told.get(told.size() - 1).sent() == 1, told::toString);
        log(1);
        assertEquals(2, settled().sent());
    }

    /** An endless answer of a stranger costs neither memory nor the connection's patience. */
    @Test
    void largeAnswer_isCutOff() {
        collector.then(Answer.batch(200, 1, 0, 0, "x".repeat(4 << 20)));
        log(1);

        assertEquals(1, settled().sent());
    }

    @Test
    void requests_areTwoAtMost() {
        reopen(Sample.hasty(collector.address()).withQueue(10_000, 16 << 20));
        log(2000);

        settled();

        assertEquals(2000, new HashSet<>(collector.stored()).size());
        assertTrue(collector.mostAtOnce() <= 2, () -> "at once: " + collector.mostAtOnce());
    }
}
