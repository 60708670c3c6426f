// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * How many predictions a second go through the collector, over real HTTP until the commit, and what
 * a raw binary COPY of the same rows into a table without an index does in the same run. The
 * database is the one of the tests, which does not wait for the disk on either side: the ratio
 * counts, not the rates.
 *
 * <p>A program, not a test: {@code mvn -pl collector -am test-compile}, then run it with the test
 * class path; docs/benchmarks.md has the command.
 */
final class IngestLoad {

    private static final int CONNECTIONS = 16;
    private static final int ITEMS = 500;
    private static final int REQUESTS = 25;
    private static final int ROUNDS = 5;
    private static final int FEATURES = 20;

    private IngestLoad() {}

    public static void main(String[] arguments) throws Exception {
        CollectorFixture collector = new CollectorFixture();
        collector.beforeAll(null);
        try {
            register(collector.http());
            for (int round = 0; round < ROUNDS; round++) {
                report(round, through(collector, round), floor(collector));
            }
        } finally {
            collector.afterAll(null);
        }
    }

    private static void register(HttpCalls http) {
        http.post("/v1/models", "{\"name\":\"load\"}");
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < FEATURES; i++) {
            inputs.add(
                    "{\"name\":\"f" + i + "\",\"type\":\"double\",\"feature_type\":\"numeric\"}");
        }
        http.post(
                "/v1/models/load/versions",
                "{\"version\":\"1\",\"task\":\"regression\",\"signature\":{\"inputs\":["
                        + String.join(",", inputs)
                        + "]}}");
    }

    /** Rows a second, through all connections at once. */
    private static double through(CollectorFixture collector, int round) throws Exception {
        List<List<String>> bodies = new ArrayList<>();
        for (int c = 0; c < CONNECTIONS; c++) {
            bodies.add(bodies(round * CONNECTIONS + c));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (List<String> own : bodies) {
            running.add(threads.submit(() -> own.forEach(body -> accepted(collector, body))));
        }
        for (Future<?> one : running) {
            one.get();
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        threads.shutdown();
        return CONNECTIONS * REQUESTS * ITEMS / seconds;
    }

    private static void accepted(CollectorFixture collector, String body) {
        HttpCalls.Response response = collector.http().post("/v1/predictions", body);
        if (response.json().path("accepted").asInt() != ITEMS) {
            throw new IllegalStateException(response.status() + " " + response.json());
        }
    }

    private static List<String> bodies(int seed) {
        Random random = new Random(seed);
        Instant now = Instant.now();
        List<String> bodies = new ArrayList<>();
        for (int r = 0; r < REQUESTS; r++) {
            StringBuilder body = new StringBuilder("{\"predictions\":[");
            for (int i = 0; i < ITEMS; i++) {
                body.append(i == 0 ? "" : ",");
                body.append(item(random, seed + "-" + r + "-" + i, now));
            }
            bodies.add(body.append("]}").toString());
        }
        return bodies;
    }

    private static String item(Random random, String id, Instant now) {
        StringBuilder features = new StringBuilder();
        for (int f = 0; f < FEATURES; f++) {
            features.append(f == 0 ? "" : ",").append("\"f").append(f).append("\":");
            features.append(random.nextGaussian());
        }
        return String.format(
                Locale.ROOT,
                "{\"model\":\"load\",\"version\":\"1\",\"prediction_id\":\"%s\","
                        + "\"event_time\":\"%s\",\"features\":{%s},\"prediction\":{\"value\":%s},"
                        + "\"latency_ms\":%s}",
                id,
                now,
                features,
                random.nextDouble(),
                1 + random.nextInt(50));
    }

    /**
     * Rows a second of COPY alone: as many rows as a round has, out to memory and into a bare
     * table.
     */
    private static double floor(CollectorFixture collector) throws Exception {
        long rows = (long) CONNECTIONS * REQUESTS * ITEMS;
        collector.execute("drop table if exists bare");
        collector.execute("create table bare (like prediction)");
        try (Connection connection = collector.storage().dataSource().getConnection()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            copy.copyOut(
                    "copy (select * from prediction limit " + rows + ") to stdout (format binary)",
                    bytes);
            long start = System.nanoTime();
            copy.copyIn(
                    "copy bare from stdin (format binary)",
                    new ByteArrayInputStream(bytes.toByteArray()));
            return rows / ((System.nanoTime() - start) * 1e-9);
        }
    }

    private static void report(int round, double through, double floor) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d requests of %d over %d connections: %.0f rows/s; COPY %.0f rows/s; %.2f%n",
                round == 0 ? "warm-up" : "round " + round,
                CONNECTIONS * REQUESTS,
                ITEMS,
                CONNECTIONS,
                through,
                floor,
                through / floor);
    }
}
