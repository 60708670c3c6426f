// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Slow senders of headers, before the first request and after it. */
class ConnectionDeadlinesTest {

    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(ServiceHost.options());
        ConnectionDeadlines deadlines =
                new ConnectionDeadlines(
                        vertx,
                        new ConnectionLimit(new SimpleMeterRegistry(), "test", 10),
                        Duration.ofMillis(300),
                        Duration.ofMillis(300));
        deadlines.watch(server);
        server.requestHandler(
                request -> {
                    deadlines.met(request);
                    request.response().end("ok");
                });
        port =
                server.listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void halfOpenHeaders_areCutOff() throws Exception {
        try (RawHttp raw = new RawHttp(port)) {
            assertEquals("", raw.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ").readToEnd());
        }
    }

    @Test
    void idleConnection_isCutOffAfterItsAnswer() throws Exception {
        try (RawHttp raw = new RawHttp(port)) {
            raw.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

            assertTrue(raw.readToEnd().endsWith("ok"));
        }
    }
}
