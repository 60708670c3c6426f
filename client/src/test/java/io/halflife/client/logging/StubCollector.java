// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;

/** A collector that answers what a test wants; without instructions it takes everything. */
final class StubCollector implements AutoCloseable {

    /** An answer; {@code headers} beside the body. */
    record Answer(int status, Map<String, String> headers, String body) {

        static Answer of(int status) {
            return new Answer(status, Map.of(), "{\"code\":\"status_" + status + "\"}");
        }

        static Answer of(int status, String header, String value) {
            return new Answer(status, Map.of(header, value), "{}");
        }

        static Answer accepted(int items) {
            return batch(200, items, 0, 0, "{}");
        }

        static Answer batch(int status, int accepted, int duplicates, int rejected, String body) {
            return new Answer(
                    status,
                    Map.of(
                            "Ingest-Accepted", Integer.toString(accepted),
                            "Ingest-Duplicates", Integer.toString(duplicates),
                            "Ingest-Rejected", Integer.toString(rejected)),
                    body);
        }
    }

    /** Decides; null means: take everything. */
    interface Script {
        Answer answer(Request request);
    }

    /** What arrived. */
    record Request(String path, Headers headers, int bytes, JsonNode items) {

        List<String> ids() {
            List<String> ids = new ArrayList<>();
            items.forEach(item -> ids.add(item.path("prediction_id").asText()));
            return ids;
        }
    }

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Script> script = new ConcurrentLinkedQueue<>();
    private final List<String> stored = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile Script always = request -> null;

    private StubCollector(HttpServer server) {
        this.server = server;
    }

    static StubCollector start() throws IOException {
        return startAt(0);
    }

    /**
     * At a port that another server has just left. It is free once that one's last thread has let
     * go, and a client that called there meanwhile may by chance have got it as its own port.
     */
    static StubCollector startAt(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long end = System.nanoTime() + Sample.PATIENCE.toNanos();
        while (true) {
            try {
                return start(HttpServer.create(address, 0));
            } catch (BindException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private static StubCollector start(HttpServer server) {
        StubCollector stub = new StubCollector(server);
        stub.server.setExecutor(stub.threads);
        stub.server.createContext("/", stub::handle);
        stub.server.start();
        return stub;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The answers to the next requests, one each. */
    StubCollector then(Answer... answers) {
        for (Answer answer : answers) {
            script.add(request -> answer);
        }
        return this;
    }

    /** The answer to every request that has none of its own. */
    StubCollector always(Script decision) {
        always = decision;
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    /** Ids of items that were answered as stored, in that order; twice where it happened twice. */
    List<String> stored() {
        return List.copyOf(stored);
    }

    /** The largest number of requests at one time. */
    int mostAtOnce() {
        return most.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try (exchange) {
            Request request = read(exchange);
            requests.add(request);
            Script decision = script.poll();
            Answer given = (decision == null ? always : decision).answer(request);
            Answer answer = given == null ? Answer.accepted(request.items().size()) : given;
            if (given == null) {
                stored.addAll(request.ids());
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            now.decrementAndGet();
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        byte[] wire = exchange.getRequestBody().readAllBytes();
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] body =
                packed ? new GZIPInputStream(new ByteArrayInputStream(wire)).readAllBytes() : wire;
        JsonNode root = JSON.readTree(body);
        return new Request(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders(),
                wire.length,
                root.elements().next());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
